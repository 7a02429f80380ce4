import { AppError } from "#lib/errors/app-error.ts";
import { namesAmount, namesCode, redactCell } from "#lib/guardrail/redact-table.ts";
import { labelOnly } from "./render-labels.ts";

export type RenderOptions = { title: string; redact: boolean; labelsOnly: boolean };

const deepest = 50;
const nameKeys = /^(?:name|title|label|heading|athlete|competition|id|slug|code|key)$/i;

/** JSON as Markdown: one `##` section for each top-level item, its values in readable lines. */
export function renderJson(text: string, options: RenderOptions): string {
  const value = parse(text);
  const sections = items(value, options).filter(({ lines }) => lines.length > 0);
  if (sections.length === 0)
    throw new AppError("invalid", "The JSON file holds no text that could be ingested.");
  return [
    `# ${plain(options.title)}`,
    ...sections.map(({ name, lines }) => `## ${name}\n\n${lines.join("\n")}`),
  ].join("\n\n");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => {
      if (typeof value !== "string") return value;
      if (value.includes("\u0000") || !value.isWellFormed())
        throw new AppError(
          "invalid",
          "The JSON file holds a NUL character or half of a character (a lone surrogate).",
        );
      return value;
    });
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof RangeError) throw tooDeep();
    // The parser's own message quotes the file: the place is enough.
    const place = /line \d+ column \d+|position \d+/.exec(
      error instanceof Error ? error.message : "",
    );
    throw new AppError("invalid", `The file is not valid JSON${place ? ` (${place[0]})` : ""}.`);
  }
}

function items(value: unknown, options: RenderOptions): { name: string; lines: string[] }[] {
  if (Array.isArray(value))
    return value.map((item, at) => ({
      name: nameOf(item, options) ?? `Item ${at + 1}`,
      lines: lines(item, options),
    }));
  if (isRecord(value))
    return Object.entries(value).flatMap(([key, part]) => {
      if (options.redact && namesAmount(key)) return [];
      if (Array.isArray(part) && part.every(isRecord))
        return part.map((item, at) => ({
          name: plain(`${readable(key)}: ${nameOf(item, options) ?? at + 1}`),
          lines: lines(item, options),
        }));
      return [
        {
          name: plain(readable(key)),
          lines: lines(isRecord(part) ? part : { [key]: part }, options),
        },
      ];
    });
  return [{ name: "Value", lines: lines({ value }, options) }];
}

function nameOf(item: unknown, { redact }: RenderOptions): string | undefined {
  if (!isRecord(item)) return undefined;
  const found = Object.entries(item).filter(
    ([key, value]) => nameKeys.test(key) && typeof value === "string" && value !== "",
  );
  const [key, value] = found.find(([name]) => !/^(?:id|slug)$/i.test(name)) ?? found[0] ?? [];
  if (key === undefined || typeof value !== "string") return undefined;
  return plain(redact ? redactCell(value, key) : value).slice(0, 200) || undefined;
}

function lines(item: unknown, options: RenderOptions): string[] {
  return Object.entries(isRecord(item) ? item : { value: item }).flatMap(([key, value]) => {
    if (options.redact && namesAmount(key)) return [];
    const text = sentence(value, key, options, 0);
    return text === "" ? [] : [`- ${plain(readable(key))}: ${text}`];
  });
}

function sentence(value: unknown, key: string, options: RenderOptions, depth: number): string {
  if (depth > deepest) throw tooDeep();
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) {
    const parts = value
      .map((one) => sentence(one, key, options, depth + 1))
      .filter((part) => part !== "");
    return parts.join(value.some(isRecord) ? "; " : ", ");
  }
  if (isRecord(value))
    return Object.entries(value)
      .flatMap(([name, part]) => {
        if (options.redact && namesAmount(name)) return [];
        const text = sentence(part, name, options, depth + 1);
        return text === "" ? [] : [`${plain(readable(name))} ${text}`];
      })
      .join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return options.redact && !namesCode(key) ? "" : String(value);
  const text = options.redact ? redactCell(String(value), key) : String(value);
  return plain(options.labelsOnly ? labelOnly(text) : text);
}

function readable(key: string): string {
  return key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/_+/g, " ")
    .trim();
}

/** One line that Markdown reads as plain text at its start. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function tooDeep(): AppError {
  return new AppError("invalid", `The JSON file is nested deeper than ${deepest} levels.`);
}
