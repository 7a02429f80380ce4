import { redactProse } from "#lib/guardrail/redact.ts";
import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";
import { confidentialities, type VisibilityCeiling, visibilities } from "#lib/retrieve/schemas.ts";
import type { ChunkNow, ChunksNow } from "./chunks-now.ts";
import type { FrozenLane, Since } from "./schemas.ts";

type Kept = Omit<FrozenLane, "since" | "withheld">;

/**
 * A frozen lane as it may be shown today: one asked beyond the reader's ceiling not at all, as its places and figures
 * count what is hidden; what was restricted since is withheld, what is now price-sensitive redacted. Pure.
 */
export function guardFrozen(lane: Kept, now: ChunksNow, ceiling: VisibilityCeiling): FrozenLane {
  if (!lane.result) return { ...lane, since: {}, withheld: false };
  if (!maySee(lane.result.configuration, undefined, ceiling))
    return { ...lane, settings: null, result: null, problem: forAdmins, since: {}, withheld: true };
  const seen = lane.result.results.filter((one) => maySee(one, now.get(one.chunkId), ceiling));
  return {
    ...lane,
    result: { ...lane.result, results: seen.map((one) => redacted(one, now.get(one.chunkId))) },
    since: Object.fromEntries(seen.map((one) => [one.chunkId, sinceOf(one, now.get(one.chunkId))])),
    withheld: seen.length < lane.result.results.length,
  };
}

const forAdmins = "It was asked of what only admins may see. Ask it anew to see your own results.";

function maySee(then: VisibilityCeiling, now: ChunkNow | undefined, ceiling: VisibilityCeiling) {
  return (
    within(visibilities, [then.visibility, ...(now?.visibility ?? [])], ceiling.visibility) &&
    within(
      confidentialities,
      [then.confidentiality, ...(now?.confidentiality ?? [])],
      ceiling.confidentiality,
    )
  );
}

/** Null is not restricted; a value that nobody knows is the strictest. */
function within(fromNarrow: readonly string[], values: (string | null)[], most: string): boolean {
  const strictness = (value: string) => {
    const at = fromNarrow.indexOf(value);
    return at === -1 ? fromNarrow.length - 1 : at;
  };
  return values.every((value) => value === null || strictness(value) <= strictness(most));
}

function redacted(then: RetrievedChunk, now: ChunkNow | undefined): RetrievedChunk {
  if (now && !now.pricingSensitive) return then;
  const safe = <T extends string | null>(text: T) => (text === null ? text : redactProse(text));
  return {
    ...then,
    text: safe(then.text),
    title: safe(then.title),
    headingPath: safe(then.headingPath),
  };
}

function sinceOf(then: RetrievedChunk, now: ChunkNow | undefined): Since {
  if (!now || now.text === null) return "gone";
  const text = now.pricingSensitive ? redactProse(now.text) : now.text;
  const before = now.pricingSensitive ? redactProse(then.text) : then.text;
  return text === before ? "same" : "changed";
}
