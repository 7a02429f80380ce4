import { isRecord, type Json, oneLine } from "./clean-json.ts";
import { linesOf, nameOf, paragraph, readable } from "./render-json.ts";

/** Models as Markdown: a section each with its description and use in prose, then its configurations. */
export function renderModels(value: Json, title: string): string | undefined {
  if (!Array.isArray(value) || !value.every(isRecord)) return undefined;
  const sections = value.map((item, at) => {
    const prose = Object.entries(item).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && isProse(entry[1]),
    );
    const names = prose.map(([key]) => key);
    const told = prose.map(([key, text]) =>
      names.length > 1 && !/^(?:overview|description|summary)$/i.test(key)
        ? `${readable(key)}: ${text}`
        : paragraph(text),
    );
    const lines = linesOf(item, names).join("\n");
    return [`## ${nameOf(item) ?? `Item no. ${at + 1}`}`, ...told, lines]
      .filter(Boolean)
      .join("\n\n");
  });
  return [`# ${oneLine(title)}`, ...sections].join("\n\n");
}

function isProse(text: string): boolean {
  return text.length > 80 && /[.|]/.test(text) && !/^https?:/.test(text);
}
