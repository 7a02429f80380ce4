import { countTokens } from "#lib/embed/tokens.ts";
import { metadataSection } from "#lib/ingest/file-metadata.ts";
import { blocksOf } from "./blocks.ts";
import { bodyOf } from "./body.ts";
import { cutUnit, type Piece, slack } from "./cut-unit.ts";
import { type CutRules, generalRules, most, tiny } from "./rules.ts";
import { type Section, sectionTree } from "./sections.ts";
import { pathOf, type Unit, unitsOf, wholeUpTo } from "./units.ts";

export type Chunk = {
  /** `before`, the text at its place, `after`. */
  text: string;
  /** A repeated heading, the overlap, a table's repeated header. */
  before: string;
  /** The end of a fence that was cut. */
  after: string;
  tokens: number;
  heading: string | null;
  headingPath: string | null;
  /** Titles of the headings in it, and of the one that it continues. */
  titles: string[];
  /** Place in the source. */
  start: number;
  end: number;
};

export type ChunkResult = { chunks: Chunk[]; warnings: string[] };

/**
 * Cuts a Markdown text at headings, then paragraphs, then sentences. The metadata list is left out. What
 * `rulesFor` says may depend on the text's own headings.
 */
export function chunkMarkdown(
  text: string,
  rulesFor: CutRules | ((root: Section) => CutRules) = generalRules,
): ChunkResult {
  const shown = withoutMetadata(text);
  const root = sectionTree(shown, blocksOf(shown));
  const rules = typeof rulesFor === "function" ? rulesFor(root) : rulesFor;
  const result: ChunkResult = { chunks: [], warnings: [] };
  for (const unit of unitsOf(root, rules)) addUnit(result, shown, unit, rules);
  return result;
}

function addUnit(result: ChunkResult, text: string, unit: Unit, rules: CutRules): void {
  const path = pathOf(unit);
  // Sections that joined are whole together; a single one that is a little too large is not worth a cut.
  const single = unit.first === unit.last && !unit.solid;
  const limit = single ? Math.max(wholeUpTo(unit.first, rules), rules.high * 1.2) : most;
  const whole = unit.tokens <= most + slack ? wholeUnit(text, unit) : undefined;
  // Parts count a little differently together: near the bound the whole is counted.
  const fits = whole && (unit.tokens <= most - slack || countTokens(whole.body) <= most);
  if (whole && fits && unit.tokens <= limit) {
    push(result, whole, path);
    return;
  }
  const { pieces, cut } = cutUnit(text, unit, rules);
  // What fits is not cut for a crumb.
  if (whole && fits && pieces.some(({ body }) => countTokens(body) < tiny)) {
    push(result, whole, path);
    return;
  }
  if (cut)
    result.warnings.push(
      `A part of “${path.at(-1) ?? "the start"}” is larger than ${most} tokens and was cut.`,
    );
  for (const piece of pieces) push(result, piece, innerPath(unit, piece, path));
}

function wholeUnit(text: string, { blocks }: Unit): Piece {
  return {
    before: "",
    body: bodyOf(text, blocks),
    after: "",
    start: blocks[0]?.start ?? 0,
    end: blocks.at(-1)?.end ?? 0,
    headings: blocks.filter(({ kind }) => kind === "heading"),
    under: undefined,
  };
}

/** A piece that begins under a heading below the unit's own is named by it too. */
function innerPath({ first, last }: Unit, { under }: Piece, path: string[]): string[] {
  if (!under) return path;
  if (under.title === first.title) return first.path;
  if (under.title === last.title) return last.path;
  return under.level > first.level && first === last ? [...path, under.title] : path;
}

/** The text with blank lines in place of the metadata list, so that every offset stays. */
function withoutMetadata(text: string): string {
  const place = metadataSection(text);
  if (!place) return text;
  return text.slice(0, place.start) + "\n".repeat(place.end - place.start) + text.slice(place.end);
}

function push(result: ChunkResult, piece: Piece, path: string[]): void {
  const { before, body, after, start, end, headings } = piece;
  if (body === "") return;
  const text = before + body + after;
  result.chunks.push({
    text,
    before,
    after,
    tokens: countTokens(text),
    heading: path.at(-1) || null,
    headingPath: path.length > 0 ? path.join(" > ") : null,
    titles: headings.map(({ title }) => title),
    start,
    end,
  });
}
