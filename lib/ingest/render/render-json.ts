import { isRecord, type Json, oneLine } from "./clean-json.ts";

const nameKeys = /^(?:name|title|label|heading|athlete|competition|id|slug|code|key)$/i;

/** JSON as Markdown: one `##` section for each top-level item, its values in readable lines. */
export function renderJson(value: Json, title: string): string {
  const sections = items(value).map(({ name, lines }) => `## ${name}\n\n${lines.join("\n")}`);
  return [`# ${oneLine(title)}`, ...sections].join("\n\n");
}

function items(value: Json): { name: string; lines: string[] }[] {
  if (Array.isArray(value))
    return value.map((item, at) => ({
      name: nameOf(item) ?? `Item no. ${at + 1}`,
      lines: linesOf(item),
    }));
  if (!isRecord(value)) return [{ name: "Value", lines: linesOf(value) }];
  return Object.entries(value).flatMap(([key, part]) => {
    if (Array.isArray(part) && part.every(isRecord))
      return part.map((item, at) => ({
        name: oneLine(`${readable(key)}: ${nameOf(item) ?? `no. ${at + 1}`}`),
        lines: linesOf(item),
      }));
    return [{ name: readable(key), lines: linesOf(isRecord(part) ? part : { [key]: part }) }];
  });
}

/** The name that a record has for itself. */
export function nameOf(item: Json): string | undefined {
  if (!isRecord(item)) return undefined;
  const found = Object.entries(item).filter(
    (entry): entry is [string, string] => nameKeys.test(entry[0]) && typeof entry[1] === "string",
  );
  const [, value] = found.find(([key]) => !/^(?:id|slug)$/i.test(key)) ?? found[0] ?? [];
  return value?.slice(0, 200).toWellFormed();
}

/** The values of a record as a list, without the keys in `but`. */
export function linesOf(item: Json, but: string[] = []): string[] {
  return Object.entries(isRecord(item) ? item : { value: item })
    .filter(([key]) => !but.includes(key))
    .map(([key, value]) => `- ${readable(key)}: ${phrase(value)}`);
}

/** A value in words. */
export function phrase(value: Json): string {
  if (Array.isArray(value)) return value.map(phrase).join(value.some(isRecord) ? "; " : ", ");
  if (isRecord(value))
    return Object.entries(value)
      .map(([name, part]) => `${readable(name)} ${phrase(part)}`)
      .join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

/** A key as people write it. */
export function readable(key: string): string {
  return oneLine(key.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/_+/g, " "));
}

/** A text as a paragraph of its own: no mark at its start makes it anything else. */
export function paragraph(text: string): string {
  return text.replace(/^(?=[#>|`~+=*_-])/, "\\").replace(/^(\d+)(?=[.)]\s)/, "$1\\");
}
