"use client";

import type { Route } from "next";
import Link from "next/link";
import type { RefObject } from "react";
import { ApiError } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import type { RunKind } from "#lib/ingest/runs-schemas.ts";
import { hasEnded } from "#lib/ingest/runs-schemas.ts";
import type { ChosenDocuments } from "./chosen-documents.ts";
import { NewRunForm } from "./new-run-form.tsx";
import { PlanApproval } from "./plan-approval.tsx";
import { PlanNothing } from "./plan-nothing.tsx";
import { PlanWaiting } from "./plan-waiting.tsx";
import { useNewRun } from "./use-new-run.ts";

type PanelProps = {
  kind: RunKind;
  chosen: ChosenDocuments | undefined;
  discard: RefObject<(() => void) | null>;
  onClose: () => void;
};

/** The four steps of a new run, one after another: scope, plan, cost, start. */
export default function NewRunPanel({ kind, chosen, discard, onClose }: PanelProps) {
  const run = useNewRun({ discard, onClose });
  const { progress, plan, approval } = run;
  const cancel = () => {
    discard.current?.();
    onClose();
  };
  if (!run.asked)
    return (
      <>
        <AskError error={run.askError} />
        <NewRunForm
          kind={kind}
          chosen={chosen}
          busy={run.asking}
          onCancel={cancel}
          onAsk={run.ask}
        />
      </>
    );
  const error = progress.error ?? plan.error;
  if (error)
    return (
      <ErrorState
        title={error.message}
        requestId={error instanceof ApiError ? error.requestId : undefined}
        action={<Button onClick={cancel}>Close</Button>}
      >
        Nothing was started.
      </ErrorState>
    );
  const { data: now } = progress;
  const state = now?.run.state;
  if (!now || !plan.data || !(state === "waiting for approval" || (state && hasEnded(state))))
    return <PlanWaiting progress={now} onCancel={cancel} />;
  if (state !== "waiting for approval" && !approval.isSuccess)
    return <PlanNothing run={now.run} plan={plan.data} onClose={onClose} onOpen={run.open} />;
  return (
    <PlanApproval
      progress={now}
      plan={plan.data}
      error={approval.error}
      busy={approval.isPending || approval.isSuccess}
      onCancel={cancel}
      onApprove={run.approve}
    />
  );
}

/** Why nothing was planned; with the way to the run that is in the way. */
function AskError({ error }: { error: Error | null }) {
  if (!error) return null;
  const details = error instanceof ApiError ? error.details : undefined;
  const runId =
    details && typeof details === "object" && "runId" in details ? String(details.runId) : null;
  return (
    <ErrorState
      title={error.message}
      requestId={error instanceof ApiError ? error.requestId : undefined}
      action={
        runId ? (
          <Button asChild>
            <Link href={`/runs/${runId}` as Route}>Open the run in the way</Link>
          </Button>
        ) : undefined
      }
    />
  );
}
