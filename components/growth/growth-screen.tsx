"use client";

import { Sprout } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { SpanFilter } from "#components/charts/span-filter.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Growth, type GrowthSearch, growthQuery } from "#lib/corpus/growth-schemas.ts";
import { shortDay } from "#lib/format/days.ts";
import { runsSearchQuery } from "#lib/ingest/runs-schemas.ts";
import { ChunksChart } from "./chunks-chart.tsx";
import { DocumentsChart } from "./documents-chart.tsx";
import { SizesChart } from "./sizes-chart.tsx";

/** How the corpus grows, and how large its chunks are. */
export function GrowthScreen({ search, growth }: { search: GrowthSearch; growth: Growth }) {
  const router = useRouter();
  const showRuns = (on: string) =>
    router.push(`/runs${runsSearchQuery({ ...search, on })}` as Route);
  const last = growth.points.at(-1);
  const nothing =
    growth.since === null && (last?.documents.all ?? 0) + (last?.chunks.all ?? 0) === 0;
  return (
    <>
      <PageHeader
        title="Growth"
        purpose={`How many documents and chunks there were, and whether they could be found. Days are those of ${growth.zone}.`}
      />
      {nothing ? (
        <EmptyState title="The corpus is empty" icon={Sprout}>
          Once a run has read the first documents, their growth is drawn here, day by day.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6 pb-8">
          <div className="mx-4 flex flex-wrap items-center gap-x-4 gap-y-2">
            <fieldset className="flex flex-wrap items-center gap-2">
              <legend className="sr-only">Time</legend>
              <SpanFilter
                span={search}
                bars={growth.bars}
                onChange={(span) =>
                  router.push(`/growth${growthQuery(span)}` as Route, { scroll: false })
                }
              />
            </fieldset>
            <p className="text-muted">
              {growth.since
                ? `A worker records it once a day since ${shortDay(growth.since, true)}; what was before is not known. Today is counted now.`
                : "A worker records it once a day; none has yet. Today is counted now."}{" "}
              A bar leads to the runs of its days.
            </p>
          </div>
          <ChunksChart growth={growth} onPick={showRuns} />
          <DocumentsChart growth={growth} onPick={showRuns} />
          <SizesChart sizes={growth.sizes} />
        </div>
      )}
    </>
  );
}
