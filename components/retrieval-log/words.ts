import type { Tone } from "#components/ui/badge.tsx";
import { plural } from "#lib/format/number.ts";
import {
  type ChangeAuthor,
  type ChunkOutcome,
  chunkOutcomes,
  type ProvedResult,
  type ProvedRetrieval,
} from "#lib/retrieve/proof-schemas.ts";

type Verdict = Pick<ProvedRetrieval, "withheld"> & {
  results: readonly Pick<ProvedResult, "outcome">[];
};

export const outcomeTones: Record<ChunkOutcome, Tone> = {
  "as it was": "ok",
  moved: "neutral",
  "document changed": "accent",
  "metadata changed": "accent",
  "text changed": "warn",
  replaced: "warn",
  removed: "danger",
  "document removed": "danger",
};

/** "12 chunks returned; today 10 as then, 2 text changed." Of those withheld, none is counted. */
export function verdict({ results, withheld }: Verdict): string {
  if (results.length === 0)
    return withheld
      ? "Nothing of what was returned may be shown to you."
      : "No chunk was returned.";
  const parts = chunkOutcomes.flatMap((outcome) => {
    const count = results.filter((one) => one.outcome === outcome).length;
    return count > 0 ? [`${count} ${outcome === "as it was" ? "as then" : outcome}`] : [];
  });
  return `${plural(results.length, "chunk")} returned${withheld ? " that you may see" : ""}; today ${parts.join(", ")}.`;
}

/** Who wrote, for the head of a change. */
export function authorText(by: ChangeAuthor): string {
  if (by.kind === "edit") return `Edited by ${by.actor}`;
  if (by.kind === "run") return `Written by a run that ${by.requestedBy} asked for`;
  return "Written by another program: no edit and no run is recorded for it";
}

export const proofTexts: Record<ProvedResult["textProof"], string> = {
  "same hash": "The present text has the hash of the one that was returned.",
  "kept until the retrieval expires":
    "Kept when it was replaced, and has the hash of the one that was returned.",
  sensitive: "Former text of a document that is sensitive to prices is not kept.",
  "not kept": "The text that was returned is not kept; its hash is below.",
};

export const successorTexts: Record<NonNullable<ProvedResult["successor"]>, string> = {
  "same text": "the same text under another id",
  "same heading": "the chunk under the same heading",
  "most alike": "the chunk whose words are most alike",
};
