"use client";

import { LoaderCircle } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { WorkerNotice } from "./worker-notice.tsx";

type WaitingProps = { progress: RunProgress | undefined; onCancel: () => void };

/** While a worker makes the plan; where none takes jobs, that is said, with what to do. */
export function PlanWaiting({ progress, onCancel }: WaitingProps) {
  const taken = progress?.run.state === "planning";
  return (
    <div className="flex flex-col gap-4">
      <div role="status" className="flex items-center gap-3 py-6">
        <LoaderCircle
          className="size-5 animate-spin text-accent motion-reduce:animate-none"
          aria-hidden
        />
        <div>
          <p className="font-medium">
            {taken ? "A worker makes the plan…" : "Waiting for a worker to make the plan…"}
          </p>
          <p className="text-muted">
            It compares files and chunks with what is stored. Nothing is written and nothing bought.
          </p>
        </div>
      </div>
      {progress?.run.problem ? <p className="text-warn">{progress.run.problem}</p> : null}
      {progress ? <WorkerNotice workers={progress.workers} /> : null}
      <div className="flex justify-end">
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}
