import { Check, OctagonX } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { Expectation } from "#lib/evaluate/schemas.ts";
import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";

export type MarkAs = "expected" | "unwanted" | undefined;

export type MarkHandler = (expectation: Expectation, as: MarkAs) => void;

type MarkProps = { chunk: RetrievedChunk; marked: MarkAs; onMark: MarkHandler };

/** Says that this chunk should come for the question, or must not; a second press takes it back. */
export function MarkExpectation({ chunk, marked, onMark }: MarkProps) {
  const expectation: Expectation = {
    kind: "chunk",
    id: chunk.chunkId,
    path: chunk.path,
    heading: chunk.headingPath,
  };
  const toggle = (as: MarkAs) => onMark(expectation, marked === as ? undefined : as);
  return (
    <>
      <Button
        size="sm"
        aria-pressed={marked === "expected"}
        className="aria-pressed:border-ok aria-pressed:text-ok"
        onClick={() => toggle("expected")}
      >
        <Check aria-hidden />
        {marked === "expected" ? "Expected here" : "Expect it here"}
      </Button>
      <Button
        size="sm"
        aria-pressed={marked === "unwanted"}
        className="aria-pressed:border-danger aria-pressed:text-danger"
        onClick={() => toggle("unwanted")}
      >
        <OctagonX aria-hidden />
        Must not come
      </Button>
    </>
  );
}
