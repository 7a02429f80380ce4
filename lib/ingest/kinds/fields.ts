/** The values of `- Name: value`, `**Name:** value` and `| Name: value |`, with what stands in lists told apart. */
export function fieldValues(text: string, name: string): string[] {
  const field = new RegExp(`(?:^|\\||\\n)[\\s>*_-]*${name}[*_]*:[*_]*[ \\t]+([^|\\n]+)`, "gi");
  return [...text.matchAll(field)].map(([, value = ""]) => value.replaceAll("*", "").trim());
}

/** A heading without its number: “3.1.2 Ian Lawrence” is “Ian Lawrence”. */
export function unnumbered(title: string): string {
  return title.replace(/^(?:\d+(?:\.\d+)*[.)]?|[A-Z][.)])\s+/, "").trim();
}

/** The name that a heading begins with, up to a dash, a colon or a bracket. */
export function nameIn(title: string): string {
  return (
    unnumbered(title)
      .split(/\s+[–—-]\s+|:\s+|\s*[([]/)[0]
      ?.trim() ?? ""
  );
}

/** Lower-case words with hyphens, at most 60 characters. */
export function slug(name: string): string {
  const words = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return (words.match(/[\p{L}\p{N}]+/gu) ?? []).join("-").slice(0, 60);
}

/** `prefix:name` for each name that has letters. */
export function labelsOf(prefix: string, names: string[]): string[] {
  return names
    .map(slug)
    .filter(Boolean)
    .map((name) => `${prefix}:${name}`);
}
