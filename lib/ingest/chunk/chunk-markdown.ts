import { countTokens } from "#lib/embed/tokens.ts";
import { metadataSection } from "#lib/ingest/file-metadata.ts";
import { type Atom, atomsOf } from "./atoms.ts";
import { blocksOf } from "./blocks.ts";
import { overlapBefore } from "./overlap.ts";
import { joinTiny, type Section, sectionsOf } from "./sections.ts";

export type Chunk = {
  text: string;
  tokens: number;
  heading: string | null;
  headingPath: string | null;
  /** Place in the source, without the overlap and the repeated heading. */
  start: number;
  end: number;
};

export type ChunkSizes = { least: number; target: number; most: number; overlap: boolean };
export type ChunkResult = { chunks: Chunk[]; warnings: string[] };

/** The contract's sizes in tokens: tiny sections join below `least`; no chunk is larger than `most`. */
export const defaultSizes: ChunkSizes = { least: 200, target: 1000, most: 1600, overlap: true };

/** Cuts a Markdown text at headings, then paragraphs, then sentences. The metadata list is left out. */
export function chunkMarkdown(text: string, sizes: ChunkSizes = defaultSizes): ChunkResult {
  const shown = withoutMetadata(text);
  const blocks = blocksOf(shown);
  const sections = joinTiny(sectionsOf(shown, blocks), sizes.least, Math.round(sizes.target * 1.2));
  const result: ChunkResult = { chunks: [], warnings: [] };
  for (const section of sections) addSection(result, shown, section, sizes);
  return result;
}

function addSection(result: ChunkResult, text: string, section: Section, sizes: ChunkSizes): void {
  const longest = Math.round(sizes.target * 1.2);
  if (section.tokens <= longest) {
    push(result, text, section, { from: section.start, to: section.end, lead: [] });
    return;
  }
  const heading = headingText(text, section);
  const room = sizes.most - countTokens(heading) - 20;
  const atoms = section.blocks.flatMap((block) =>
    atomsOf(text, block, sizes.target, Math.max(200, room)),
  );
  if (atoms.some(({ cut }) => cut) && section.blocks.some(({ kind }) => kind !== "paragraph"))
    result.warnings.push(
      `A part of “${section.path.at(-1) ?? "the start"}” is larger than ${sizes.most} tokens and was cut.`,
    );
  const pieces = packed(atoms, sizes.target, room);
  for (const [index, piece] of pieces.entries()) {
    const first = piece[0];
    const last = piece.at(-1);
    if (!first || !last) continue;
    const lead = index === 0 || heading === "" ? [] : [heading];
    const body = text.slice(first.start, last.end);
    const used = countTokens([...lead, first.repeat, body].join("\n\n"));
    const before = pieces[index - 1];
    if (sizes.overlap && before && !first.repeat && used < sizes.most) {
      const overlap = overlapBefore(
        text,
        before[0]?.start ?? 0,
        before.at(-1)?.end ?? 0,
        sizes.most - used - 10,
      );
      if (overlap) lead.push(overlap);
    }
    if (first.repeat) lead.push(first.repeat);
    push(result, text, section, { from: first.start, to: last.end, lead });
  }
}

/** The text with blank lines in place of the metadata list, so that every offset stays. */
function withoutMetadata(text: string): string {
  const place = metadataSection(text);
  if (!place) return text;
  return text.slice(0, place.start) + "\n".repeat(place.end - place.start) + text.slice(place.end);
}

function headingText(text: string, { blocks, path }: Section): string {
  const own = blocks.findLast(({ kind, title }) => kind === "heading" && title === path.at(-1));
  return own ? text.slice(own.start, own.end).trim() : "";
}

/** Neighbouring parts together: as near to `target` tokens as they come, never above `room`. */
function packed(atoms: Atom[], target: number, room: number): Atom[][] {
  const pieces: Atom[][] = [];
  let piece: Atom[] = [];
  let tokens = 0;
  for (const atom of atoms) {
    const size = atom.tokens + (piece.length === 0 && atom.repeat ? countTokens(atom.repeat) : 0);
    const full = tokens >= target * 0.8 && tokens + size > target;
    if (piece.length > 0 && (full || tokens + size > room - 10)) {
      pieces.push(piece);
      piece = [];
      tokens = 0;
    }
    piece.push(atom);
    tokens += size + 1;
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}

type Cut = { from: number; to: number; lead: string[] };

function push(result: ChunkResult, text: string, { path }: Section, { from, to, lead }: Cut): void {
  const body = text
    .slice(from, to)
    .trim()
    .replace(/\n{3,}/g, "\n\n");
  if (body === "") return;
  // A table's repeated header stands right above its rows, everything else is a paragraph of its own.
  const joined = lead.reduceRight(
    (rest, part) => `${part}${part.startsWith("|") ? "\n" : "\n\n"}${rest}`,
    body,
  );
  result.chunks.push({
    text: joined,
    tokens: countTokens(joined),
    heading: path.at(-1) ?? null,
    headingPath: path.length > 0 ? path.join(" > ") : null,
    start: from,
    end: to,
  });
}
