"use client";

import { useQuery } from "@tanstack/react-query";
import { apiGet } from "#components/api-client.ts";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { RunPlan } from "#lib/ingest/plan-schemas.ts";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { PlanCost } from "./plan-cost.tsx";
import { PlanTable } from "./plan-table.tsx";

/** What the run set out to do, as it was planned. */
export default function RunPlanTab({ progress }: { progress: RunProgress }) {
  const { id, plannedAt } = progress.run;
  const { data, error, isPending } = useQuery({
    queryKey: ["run", id, "plan", "totals", plannedAt],
    queryFn: ({ signal }) => apiGet<RunPlan>(`/api/runs/${id}/plan?limit=1`, signal),
  });
  if (error)
    return (
      <div className="px-4">
        <Notice tone="warn">The plan could not be read: {error.message}</Notice>
      </div>
    );
  if (isPending) return <SkeletonRows rows={6} label="Loading the plan" />;
  if (plannedAt === null || data.totals.length === 0)
    return <p className="px-4 py-4 text-muted">There is no plan: none was made, or it is empty.</p>;
  return (
    <div className="flex max-w-4xl flex-col gap-4 px-4">
      <p className="text-muted">
        Planned <RelativeTime at={plannedAt} />. What was done with each document stands under
        Documents.
      </p>
      <PlanTable plan={data} />
      <PlanCost progress={progress} />
    </div>
  );
}
