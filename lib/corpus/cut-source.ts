import type { SourceSegment } from "./source-schemas.ts";

/** Where a chunk stands in the text, in UTF-16 units; `hidden` from this reader. */
export type Place = { chunkId: string; start: number; end: number; hidden: boolean };

/**
 * A text cut at every place where a chunk begins or ends, from `from` to `to`. What only a hidden chunk holds is
 * left out and counted. Pure.
 */
export function cutSource(
  text: string,
  places: readonly Place[],
  [from, to]: [number, number],
): { segments: SourceSegment[]; withheld: number } {
  const inside = places.filter(({ start, end }) => end > from && start < to && end > start);
  const edges = new Set([from, to]);
  for (const { start, end } of inside)
    for (const edge of [start, end]) if (edge > from && edge < to) edges.add(edge);
  const cuts = [...edges].sort((a, b) => a - b);
  const segments: SourceSegment[] = [];
  let withheld = 0;
  for (const [at, start] of cuts.entries()) {
    const end = cuts[at + 1];
    if (end === undefined) break;
    const holding = inside.filter((place) => place.start < end && place.end > start);
    const shown = holding.filter(({ hidden }) => !hidden);
    if (holding.length > 0 && shown.length === 0) withheld += 1;
    else
      segments.push({ text: text.slice(start, end), chunks: shown.map(({ chunkId }) => chunkId) });
  }
  return { segments, withheld };
}
