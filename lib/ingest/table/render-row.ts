import { redactAnchored } from "#lib/guardrail/redact.ts";
import { redactCell } from "#lib/guardrail/redact-table.ts";
import type { TableShape } from "./table-shape.ts";

export type RowText = {
  /** `| Name | Use |` and the rule below it. */
  head: string;
  line(row: string[]): string;
  cell(row: string[], column: number): string;
};

const mostKnown = 20_000;

/** Rows of a table as Markdown, redacted where they must be. The same cell is redacted once. */
export function rowText({ header, columns }: TableShape, redact: boolean): RowText {
  const known = new Map<string, string>();
  const shown = (value: string, name: string) => {
    if (!redact) return plain(value);
    const key = `${name}\n${value}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const text = plain(redactCell(value, name));
    if (known.size < mostKnown) known.set(key, text);
    return text;
  };
  const cell = (row: string[], at: number) => shown(row[at] ?? "", header[at] ?? "");
  const names = columns.map((at) => shown(header[at] ?? "", "") || `Column ${at + 1}`);
  // A last look at the row: an amount may only appear once its parts stand side by side.
  const checked = (line: string) => (redact ? redactAnchored(line) : line);
  return {
    head: `${checked(`| ${names.join(" | ")} |`)}\n|${names.map(() => " --- |").join("")}`,
    line: (row) => checked(`| ${columns.map((at) => cell(row, at)).join(" | ")} |`),
    cell: (row, at) => checked(cell(row, at)),
  };
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}
