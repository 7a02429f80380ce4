import type { Route } from "next";
import Link from "next/link";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { Waiting } from "#lib/corpus/row-schemas.ts";

/** A row's embedding state; while a run is to change it, what that run waits for. */
export function EmbeddingCell({ state, waiting }: { state: string; waiting: Waiting }) {
  return waiting ? <WaitingChip waiting={waiting} /> : <StateChip state={state} />;
}

/** The run that is to cut, clean or embed a document again, as long as it is not over. */
export function WaitingChip({ waiting }: { waiting: Waiting }) {
  if (!waiting) return null;
  return (
    <Link
      href={`/runs/${waiting.runId}` as Route}
      prefetch={false}
      title={`To be cut or embedded again. The run is ${waiting.state}.`}
      className="rounded hover:underline"
    >
      <StateChip state={waiting.state} label={words[waiting.state] ?? waiting.state} />
    </Link>
  );
}

const words: Record<string, string> = { "waiting for approval": "needs approval" };
