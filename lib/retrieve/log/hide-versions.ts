import type { Version } from "./proof-facts.ts";

/** Microseconds since 1970; what ends at a moment stood up to it. */
type Span = { from: number; to: number };
type Kept = Pick<Version, "ended_us" | "restricted">;

/**
 * When a document was open to its reader, from its versions in order, oldest first; `openNow`: he may see it as it is,
 * or it is gone and was no secret. Neighbours are joined. Pure.
 */
export function openSpans(versions: readonly Kept[], openNow: boolean): Span[] {
  const present = { ended_us: Number.POSITIVE_INFINITY, restricted: !openNow };
  const spans: Span[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const { ended_us: to, restricted } of [...versions, present]) {
    const last = spans.at(-1);
    if (!restricted && last?.to === from) last.to = to;
    else if (!restricted) spans.push({ from, to });
    from = to;
  }
  return spans;
}

/** `hidden`: its reader could never see it. `endedHidden`: the write that ended it was made beside a restriction. */
export type Hideable<V> = V & { hidden: boolean; endedHidden: boolean };

/**
 * The versions of one row in order, each with whether it is hidden: it was restricted itself, or stood only while its
 * document was. One that began and ended in one transaction was never seen: it goes by the moment's both sides. Pure.
 */
export function hideVersions<V extends Kept>(
  versions: readonly V[],
  open: readonly Span[],
): Hideable<V>[] {
  let from = Number.NEGATIVE_INFINITY;
  return versions.map((one) => {
    const to = one.ended_us;
    const within = open.some((span) => span.from < to && to < span.to);
    const met =
      from === to ? within : open.some((span) => Math.max(span.from, from) < Math.min(span.to, to));
    from = to;
    return { ...one, hidden: one.restricted || !met, endedHidden: !within };
  });
}
