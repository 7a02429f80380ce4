/** The label at the start of a text: up to its first colon, dash or sentence end, at most 120 characters. */
export function labelOnly(text: string): string {
  const first = text.split(/(?:[.:;!?]\s|\s[–—-]\s|\n)/)[0]?.trim() ?? "";
  if (first.length <= 120) return first;
  return first.slice(0, 120).replace(/\s+\S*$/, "");
}

/** A Markdown text reduced to headings and the labels of its list items and table rows. */
export function markdownLabels(text: string): string {
  const kept: string[] = [];
  let fence = false;
  for (const line of text.split("\n")) {
    if (/^\s*(?:```|~~~)/.test(line)) fence = !fence;
    else if (fence) continue;
    else if (/^#{1,6}\s/.test(line)) kept.push("", line, "");
    else if (/^\s*\|/.test(line)) kept.push(line);
    else {
      const item = /^(\s*(?:[-*+]|\d+[.)])\s+)(.*)$/.exec(line);
      if (item) kept.push(`${item[1]}${labelOnly((item[2] ?? "").replaceAll("**", ""))}`);
    }
  }
  return kept
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
