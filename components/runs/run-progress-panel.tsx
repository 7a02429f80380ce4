import type { ReactNode } from "react";
import { Panel } from "#components/ui/panel.tsx";
import { formatCost, formatCount } from "#lib/format/number.ts";
import { hasEnded, type RunProgress } from "#lib/ingest/runs-schemas.ts";
import { ProgressBar } from "./progress-bar.tsx";
import { etaWords, rateWords } from "./progress-words.ts";
import { durationWords } from "./words.ts";

/** How far a run is, how fast, how long yet, and what of the planned money is spent. */
export function RunProgressPanel({ progress, now }: { progress: RunProgress; now: number }) {
  const { run } = progress;
  const { documents, chunks, planned } = run;
  const dry = run.mode === "dry-run" || run.mode === "audit";
  return (
    <Panel title="Progress">
      <div className="flex flex-col gap-3">
        <ProgressBar label="Documents" done={documents.scanned} total={documents.total} />
        {planned.inputs > 0 && !dry ? (
          <ProgressBar label="Chunks to embed" done={run.inputsDone} total={planned.inputs} />
        ) : null}
        <dl className="grid grid-cols-2 gap-x-6 sm:grid-cols-4">
          <Figure name={hasEnded(run.state) ? "Took" : "Since"}>{durationWords(run, now)}</Figure>
          <Figure name="Rate">{rateWords(run)}</Figure>
          <Figure name="Time left">{etaWords(run)}</Figure>
          <Figure name="Money">
            {planned.perMillion
              ? `${formatCost(run.estimatedCost)} of ${formatCost(planned.cost)}`
              : "none to pay"}
          </Figure>
          <Figure name="Tokens">
            {formatCount(run.tokens)} of {formatCount(planned.tokens)}
          </Figure>
          <Figure name="Requests">{formatCount(run.embeddingRequests)}</Figure>
          <Figure name="Warnings">{formatCount(run.warnings)}</Figure>
          <Figure name="Failed">{formatCount(documents.failed)}</Figure>
        </dl>
        <p className="text-muted">
          {dry ? "Would be done" : "Done"}: {counted(documents)}. Chunks:{" "}
          {formatCount(chunks.written)} written, {formatCount(chunks.reused)} kept,{" "}
          {formatCount(chunks.removed)} removed, {formatCount(chunks.embedded)} embedded.
        </p>
      </div>
    </Panel>
  );
}

const names = ["new", "updated", "repaired", "removed", "failed"] as const;

function counted(documents: RunProgress["run"]["documents"]): string {
  const parts = names
    .filter((name) => documents[name] > 0)
    .map((name) => `${formatCount(documents[name])} ${name}`);
  return [...parts, `${formatCount(documents.skipped)} left as they were`].join(", ");
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="border-b py-1.5">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}
