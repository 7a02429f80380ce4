import type { Route } from "next";
import Link from "next/link";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { plural } from "#lib/format/number.ts";
import { hasEnded, type RunProgress } from "#lib/ingest/runs-schemas.ts";
import { BudgetNotice } from "./budget-notice.tsx";
import { budgetWords } from "./budget-words.ts";
import { RunLimitsButton } from "./run-limits-button.tsx";
import { WorkerNotice } from "./worker-notice.tsx";

type NoticesProps = { progress: RunProgress; error: Error | null; canStart: boolean };

/** What a person should know about a run before reading its figures. */
export function RunNotices({ progress, error, canStart }: NoticesProps) {
  const { run, workers, settled, toRetry } = progress;
  const live = !hasEnded(run.state);
  return (
    <>
      {error ? (
        <Notice tone="warn">
          This run could not be brought up to date: {error.message} The page keeps trying.
        </Notice>
      ) : null}
      {run.errorMessage ? (
        <ErrorState title="This run did not end well">{run.errorMessage}</ErrorState>
      ) : null}
      {live && run.state !== "waiting for approval" ? <WorkerNotice workers={workers} /> : null}
      {run.problem && live ? (
        <Notice tone="warn">
          {run.heldBy ? null : "It does not get on, and is tried again by itself. "}
          {run.problem} <RelativeTime at={run.problemAt} />
          {run.heldBy && canStart ? (
            <div className="mt-2">
              <RunLimitsButton label="Raise the budget…" />
            </div>
          ) : null}
        </Notice>
      ) : null}
      {isSilent(progress) ? (
        <Notice tone="warn">
          Its worker has not been heard of for {secondsSilent(progress)} s. Another one takes the
          run up within 15 s of the last sign of life; what is stored is kept.
        </Notice>
      ) : null}
      {run.takenUp > 0 ? (
        <Notice>
          Taken up again <RelativeTime at={run.takenUpAt} />:{" "}
          {run.takenUp === 1 ? "a worker" : plural(run.takenUp, "worker")} fell silent in the middle
          of the work. Nothing was lost, and nothing stored was bought again.
        </Notice>
      ) : null}
      {run.retryOf ? (
        <Notice>
          Tries again what failed in{" "}
          <Link href={`/runs/${run.retryOf}` as Route} className="underline">
            an earlier run
          </Link>
          .
        </Notice>
      ) : null}
      {settled > 0 ? (
        <Notice>
          {settled} of {plural(settled + toRetry, "document")} that failed or{" "}
          {settled + toRetry === 1 ? "was" : "were"} left undone {settled === 1 ? "needs" : "need"}{" "}
          nothing any more since a later run.
        </Notice>
      ) : null}
      {run.state === "waiting for approval" ? null : <BudgetNotice words={budgetWords(progress)} />}
    </>
  );
}

const silentAfterSeconds = 4;

function secondsSilent({ run, now }: RunProgress): number {
  const last = run.heartbeatAt ?? run.startedAt;
  return last ? Math.round((Date.parse(now) - Date.parse(last)) / 1000) : 0;
}

function isSilent(progress: RunProgress): boolean {
  const { state, problem } = progress.run;
  const worked = state === "running" || state === "planning" || state === "cancelling";
  return worked && problem === null && secondsSilent(progress) > silentAfterSeconds;
}
