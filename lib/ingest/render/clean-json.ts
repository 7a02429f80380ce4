import { AppError } from "#lib/errors/app-error.ts";
import { namesAmount, namesCode, redactCell } from "#lib/guardrail/redact-table.ts";
import { labelOnly } from "./render-labels.ts";

/** What a JSON file says once amounts and everything empty are out of it. */
export type Json = string | number | boolean | Json[] | { [key: string]: Json };

export type RenderOptions = { title: string; redact: boolean; labelsOnly: boolean };

const deepest = 50;
// Left behind by the tool that some sources were written with; it stands for nothing.
const citations = /:contentReference\[[^\]]*\](?:\{[^}]*\})?/g;

/** The value of a JSON text, ready to be rendered. */
export function readJson(text: string, options: RenderOptions): Json {
  const value = clean(parse(text), "", options, 0);
  if (value === undefined)
    throw new AppError("invalid", "The JSON file holds no text that could be ingested.");
  return value;
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

function clean(
  value: unknown,
  key: string,
  options: RenderOptions,
  depth: number,
): Json | undefined {
  if (depth > deepest) throw tooDeep();
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return options.redact && !namesCode(key) ? undefined : value;
  if (typeof value === "string") return cleanText(value, key, options) || undefined;
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const parts = value.map((one) => clean(one, key, options, depth + 1));
    const kept = parts.filter((one) => one !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  const entries = Object.entries(value).flatMap(([name, part]): [string, Json][] => {
    if (options.redact && namesAmount(name)) return [];
    const kept = clean(part, name, options, depth + 1);
    const title = name.toWellFormed().replaceAll("\u0000", "");
    return kept === undefined ? [] : [[title, kept]];
  });
  // Not by assignment: a key may be called __proto__.
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function cleanText(text: string, key: string, { redact, labelsOnly }: RenderOptions): string {
  const shown = redact ? redactCell(text.replace(citations, ""), key) : text.replace(citations, "");
  return oneLine(labelsOnly ? labelOnly(shown) : shown);
}

function tooDeep(): AppError {
  return new AppError("invalid", `The JSON file is nested deeper than ${deepest} levels.`);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

export function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && !Array.isArray(value);
}
