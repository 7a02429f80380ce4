import { isRecord, type Json, oneLine } from "./clean-json.ts";
import { linesOf, paragraph, phrase, readable } from "./render-json.ts";

type Entry = { [key: string]: Json };

const known = ["id", "section", "question", "help", "dependsOn", "options"];

/** A configurator's flow as Markdown: a section each phase, each question with its choices in sentences. */
export function renderFlow(value: Json, title: string): string | undefined {
  if (!isRecord(value) || !Array.isArray(value.fields) || !value.fields.every(isRecord))
    return undefined;
  const { fields, title: own, summary, ...rest } = value;
  const parts = [`# ${oneLine(own === undefined ? title : phrase(own))}`];
  if (summary !== undefined) parts.push(paragraph(phrase(summary)));
  if (Object.keys(rest).length > 0) parts.push(linesOf(rest).join("\n"));
  let phase: string | undefined;
  for (const field of value.fields) {
    const now = field.section === undefined ? "General" : named(phrase(field.section));
    if (now !== phase) parts.push(`## Phase: ${now}`);
    phase = now;
    parts.push(...question(field));
  }
  return parts.join("\n\n");
}

function question(field: Entry): string[] {
  const id = field.id === undefined ? "" : phrase(field.id);
  const asked = [field.question, field.help].flatMap((one) =>
    one === undefined ? [] : [phrase(one)],
  );
  const after = list(field.dependsOn).map(named);
  const options = Array.isArray(field.options) ? field.options : [];
  const told = [
    ...asked,
    after.length > 0 ? `It depends on ${and(after)}.` : "It depends on no earlier answer.",
  ];
  const free = options.every((option) => !isRecord(option) || option.constraints === undefined);
  const plain = options.map((option) =>
    isRecord(option) ? phrase(option.value ?? "") : phrase(option),
  );
  if (options.length > 0 && free) told.push(`The choices are ${and(plain)}.`);
  const more = linesOf(field, known).join("\n");
  return [
    `### ${named(id) || "Question"}${id && named(id) !== id ? ` (${id})` : ""}`,
    paragraph(told.join(" ")),
    free ? "" : options.map(choice).join("\n"),
    more,
  ].filter(Boolean);
}

/** “MX10 is offered where platform is MX and discipline is TRAP.” */
function choice(option: Json): string {
  if (!isRecord(option)) return `- ${phrase(option)}`;
  const { value, constraints, ...rest } = option;
  const name = value === undefined ? "A choice" : phrase(value);
  const where = isRecord(constraints)
    ? Object.entries(constraints).map(([key, one]) => `${named(key)} is ${or(list(one))}`)
    : list(constraints);
  const more = Object.keys(rest).length > 0 ? ` ${phrase(rest)}.` : "";
  return where.length > 0
    ? `- ${name} is offered where ${where.join(", and ")}.${more}`
    : `- ${name} is always offered.${more}`;
}

function list(value: Json | undefined): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(phrase) : [phrase(value)];
}

function named(id: string): string {
  const words = readable(id);
  return words === words.toUpperCase() ? words.charAt(0) + words.slice(1).toLowerCase() : words;
}

function and(parts: string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(parts);
}

function or(parts: string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(parts);
}
