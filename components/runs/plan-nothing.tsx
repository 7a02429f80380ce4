"use client";

import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { plural } from "#lib/format/number.ts";
import type { RunPlan } from "#lib/ingest/plan-schemas.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";
import { PlanTable } from "./plan-table.tsx";

type NothingProps = { run: Run; plan: RunPlan; onClose: () => void; onOpen: () => void };

/** A plan with nothing to start: it failed, matched nothing, found all in order, or was a dry run. */
export function PlanNothing({ run, plan, onClose, onOpen }: NothingProps) {
  const dry = run.mode === "dry-run" || run.mode === "audit";
  const documents = plan.totals.reduce((sum, one) => sum + one.documents, 0);
  return (
    <div className="flex flex-col gap-4">
      {run.state === "failed" ? (
        <ErrorState title="The plan could not be made">{run.errorMessage}</ErrorState>
      ) : (
        <Notice>
          {run.errorMessage ??
            (dry
              ? "This is what would be done. Nothing was written."
              : `Nothing to do: ${plural(documents, "document")} looked at, and all are as they should be. Nothing was started.`)}
        </Notice>
      )}
      {documents > 0 ? <PlanTable plan={plan} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        {documents > 0 ? (
          <Button variant="primary" onClick={onOpen}>
            Open the run
          </Button>
        ) : null}
      </div>
    </div>
  );
}
