import type { Version } from "./proof-facts.ts";

/** Microseconds since 1970; what ends at a moment stood up to it. */
type Span = { from: number; to: number };
type Kept = Pick<Version, "ended_us" | "restricted">;

/**
 * When a document was open to its reader, from its versions in order, oldest first; `openNow`: he may see it as it is.
 * Neighbours are joined. Pure.
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

/**
 * The versions of one row in order, each with whether it is hidden: it was restricted itself, or stood only while its
 * document was. One that began and ended in one transaction was never seen: it goes by the moment's both sides. Pure.
 */
export function hideVersions<V extends Kept>(
  versions: readonly V[],
  open: readonly Span[],
): (V & { hidden: boolean })[] {
  let from = Number.NEGATIVE_INFINITY;
  return versions.map((one) => {
    const to = one.ended_us;
    const met = open.some((span) =>
      from === to
        ? span.from < to && to < span.to
        : Math.max(span.from, from) < Math.min(span.to, to),
    );
    from = to;
    return { ...one, hidden: one.restricted || !met };
  });
}
