import { Check, OctagonX } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { Expectation } from "#lib/evaluate/schemas.ts";

export type MarkAs = "expected" | "unwanted" | undefined;

export type MarkHandler = (expectation: Expectation, as: MarkAs) => void;

type MarkProps = { expectation: Expectation; marked: MarkAs; onMark: MarkHandler };

/** Says that a chunk or document should come for the question, or must not; a second press takes it back. */
export function MarkExpectation({ expectation, marked, onMark }: MarkProps) {
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
