"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { apiGet, apiSend } from "#components/api-client.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import type { RunPlan } from "#lib/ingest/plan-schemas.ts";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { PlanApproval } from "./plan-approval.tsx";

type PanelProps = { progress: RunProgress; canStart: boolean };

/** A plan that waits for a person, on the run's own page. */
export function RunApprovalPanel({ progress, canStart }: PanelProps) {
  const { id } = progress.run;
  const client = useQueryClient();
  const plan = useQuery({
    queryKey: ["run", id, "plan", "totals"],
    queryFn: ({ signal }) => apiGet<RunPlan>(`/api/runs/${id}/plan?limit=1`, signal),
  });
  const again = () => client.invalidateQueries({ queryKey: ["run", id] });
  const approve = useMutation({
    mutationFn: (tokens: number | undefined) =>
      apiSend("POST", `/api/runs/${id}/approve`, tokens === undefined ? {} : { tokens }),
    onSuccess: again,
  });
  const drop = useMutation({
    mutationFn: () => apiSend("POST", `/api/runs/${id}/cancel`),
    onSuccess: again,
    onError: (error) => toast.error(error.message),
  });
  return (
    <Panel title="The plan waits for a person's word" className="mx-4 max-w-3xl">
      {plan.error ? (
        <Notice tone="warn">The plan could not be read: {plan.error.message}</Notice>
      ) : null}
      {plan.isPending ? <Skeleton className="h-48 w-full" /> : null}
      {plan.data && canStart ? (
        <PlanApproval
          progress={progress}
          plan={plan.data}
          error={approve.error}
          busy={approve.isPending || drop.isPending}
          cancelLabel="Throw the plan away"
          onCancel={() => drop.mutate()}
          onApprove={(tokens) => approve.mutate(tokens)}
        />
      ) : null}
      {canStart ? null : <Notice>An admin starts it, or throws it away.</Notice>}
    </Panel>
  );
}
