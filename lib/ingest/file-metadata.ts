export type FileMetadata = {
  title: string | null;
  summary: string | null;
  series_part_number: number | null;
  series_part_roman: string | null;
  series_part_title: string | null;
  series_chapter_code: string | null;
  series_chapter_title: string | null;
  series_chapter_global_index: number | null;
  series_chapter_part_index: number | null;
  source_version: string | null;
  author: string | null;
  tags: string[] | null;
  audiences: string[] | null;
  language: string | null;
};

const heading = /^##[ \t]+(?:0\.[ \t]*)?Metadata[ \t]*$/im;

/** Where the `## 0. Metadata` section stands, or undefined. */
export function metadataSection(text: string): { start: number; end: number } | undefined {
  const found = heading.exec(text);
  if (!found) return undefined;
  const rest = text.slice(found.index + found[0].length);
  const next = /^(?:#{1,6}\s|---\s*$)/m.exec(rest);
  return {
    start: found.index,
    end: next ? found.index + found[0].length + next.index : text.length,
  };
}

/** What the metadata list of a handbook file says. */
export function fileMetadata(text: string): FileMetadata {
  const entries = metadataEntries(text);
  const said = (name: string) => entries.get(name)?.slice(0, 2000) || null;
  const whole = (name: string) => {
    const value = Number(said(name));
    return said(name) !== null && Number.isInteger(value) && Math.abs(value) < 1e6 ? value : null;
  };
  return {
    title: said("title"),
    summary: said("summary"),
    series_part_number: whole("series_part_number"),
    series_part_roman: said("series_part_roman"),
    series_part_title: said("series_part_title"),
    series_chapter_code: said("series_chapter_code"),
    series_chapter_title: said("series_chapter_title"),
    series_chapter_global_index: whole("series_chapter_global_index"),
    series_chapter_part_index: whole("series_chapter_part_index"),
    source_version: said("version"),
    author: said("author"),
    audiences: tagsOf(said("audiences")),
    language:
      /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.exec(said("language") ?? "")?.[0].toLowerCase() ?? null,
    tags: tagsOf(said("tags"), said("production_stage_category"), said("production_stage_key")),
  };
}

function metadataEntries(text: string): Map<string, string> {
  const place = metadataSection(text);
  const entries = new Map<string, string>();
  if (!place) return entries;
  let last: string | undefined;
  for (const line of text.slice(place.start, place.end).split("\n")) {
    const item = /^\s*[-*]\s+\**([\w .-]+?)\**\s*:\s*\**\s*(.*)$/.exec(line);
    if (item) {
      last = (item[1] ?? "").trim().toLowerCase().replace(/\s+/g, "_");
      entries.set(last, (item[2] ?? "").trim());
    } else if (last && /^\s+\S/.test(line))
      entries.set(last, `${entries.get(last)} ${line.trim()}`);
  }
  return entries;
}

function tagsOf(...said: (string | null)[]): string[] | null {
  const tags = said
    .flatMap((one) => one?.split(/[,;]/) ?? [])
    .map((tag) => tag.trim().toLowerCase());
  const unique = [...new Set(tags.filter((tag) => tag !== ""))];
  return unique.length > 0 ? unique : null;
}

/** Title from the first headings, else from the file's name. */
export function derivedTitle(text: string, path: string): string {
  const first = /^#[ \t]+(.+)$/m.exec(text)?.[1]?.trim();
  return (first ?? titleOfPath(path)).slice(0, 300);
}

/** The words of a file's name. */
export function titleOfPath(path: string): string {
  const name = path.split("/").at(-1) ?? path;
  return name
    .replace(/\.\w+$/, "")
    .replace(/[-_]+/g, " ")
    .slice(0, 300);
}

/** The first sentences of running text, at most 300 characters. */
export function derivedSummary(whole: string): string | null {
  const text = whole.slice(0, 200_000);
  const place = metadataSection(text);
  const body = place ? text.slice(0, place.start) + text.slice(place.end) : text;
  const paragraph = body
    .split(/\n{2,}/)
    .map((one) => one.replace(/\s+/g, " ").trim())
    .find((one) => one.length > 60 && !/^(?:[#|>`~-]|\d+\.|\*\s)/.test(one));
  if (!paragraph) return null;
  const plain = paragraph.replaceAll("**", "");
  return plain.length <= 300 ? plain : `${plain.slice(0, 299).replace(/\s+\S*$/, "")}…`;
}
