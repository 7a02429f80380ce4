"use client";

import { useQuery } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import type { Route } from "next";
import dynamic from "next/dynamic";
import Link from "next/link";
import { apiGet } from "#components/api-client.ts";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Measure, MeasureList } from "#lib/evaluate/index-measure-schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import { MeasureButton } from "./measure-button.tsx";
import { recallWords, stateWords } from "./recall-words.ts";

const RecallChart = dynamic(() => import("./recall-chart.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-60 w-full" />,
});

type MeasuresScreenProps = { first: MeasureList; now: number; canStart: boolean };

/** What the index found of what an exact search finds, measure after measure. */
export function MeasuresScreen({ first, now, canStart }: MeasuresScreenProps) {
  const { data, error } = useQuery({
    queryKey: ["index-measures"],
    queryFn: ({ signal }) => apiGet<MeasureList>("/api/retrieval/index-measures", signal),
    initialData: first,
    initialDataUpdatedAt: now,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 1_000 : false),
  });
  const finished = data.items.filter(({ meanRecall }) => meanRecall !== null);
  return (
    <>
      <PageHeader
        title="Index quality"
        purpose="Of the chunks that an exact search finds, how many the search in force finds, over the whole corpus."
        action={<MeasureButton canStart={canStart} running={data.items.some(isUnderWay)} />}
      />
      {error ? (
        <div className="px-4 pb-2">
          <Notice tone="warn">
            These figures could not be brought up to date: {error.message}
          </Notice>
        </div>
      ) : null}
      {data.items.length === 0 ? (
        <EmptyState title="The index was never measured" icon={Gauge}>
          A measure asks every saved query, the questions asked in the lab and by programs, and
          random chunks, each with the index and without. A worker does it; nothing else waits.
        </EmptyState>
      ) : (
        <>
          {finished.length > 1 ? (
            <div className="px-4 pb-4">
              <RecallChart measures={finished.toReversed()} />
            </div>
          ) : null}
          <DataTable
            label="Measures of the index"
            columns={columns}
            rows={data.items}
            rowKey={({ id }) => id}
          />
        </>
      )}
    </>
  );
}

function isUnderWay({ state }: Measure): boolean {
  return state === "waiting" || state === "running";
}

const columns: Column<Measure>[] = [
  {
    id: "at",
    header: "Asked for",
    cell: (row) => (
      <Link
        href={`/retrieval/index-quality/${row.id}` as Route}
        className="font-medium hover:underline"
      >
        <RelativeTime at={row.requestedAt} />
      </Link>
    ),
  },
  { id: "state", header: "State", cell: stateWords },
  { id: "mean", header: "Mean recall", align: "right", cell: (row) => recallWords(row.meanRecall) },
  {
    id: "p5",
    header: "19 of 20 at least",
    align: "right",
    cell: (row) => recallWords(row.p5Recall),
  },
  {
    id: "perfect",
    header: "Nothing missed",
    align: "right",
    cell: (row) =>
      row.finishedAt ? `${formatCount(row.perfect)} of ${formatCount(row.measured)}` : "–",
  },
  {
    id: "unmeasured",
    header: "Not measured",
    align: "right",
    cell: (row) => (row.finishedAt ? formatCount(row.unmeasured) : "–"),
  },
  { id: "by", header: "By", cell: (row) => row.requestedBy },
];
