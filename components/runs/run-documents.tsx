"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiGet } from "#components/api-client.ts";
import { KeysetPager } from "#components/data-table/keyset-pager.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { planActions, planStates, type RunPlan } from "#lib/ingest/plan-schemas.ts";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { followEveryMs } from "./follow-every.ts";
import { RunDocumentsTable } from "./run-documents-table.tsx";
import { actionWords, itemStateWords } from "./words.ts";

type DocumentsProps = { runId: string; live: boolean };

/** What the run does with each document, a page at a time; asked for anew while it runs. */
export default function RunDocuments({ runId, live }: DocumentsProps) {
  const [filter, setFilter] = useState({ action: "", state: "" });
  // The cursors of the pages before this one; the last is this page's own.
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const client = useQueryClient();
  const query = new URLSearchParams({
    limit: "50",
    ...(filter.action ? { action: filter.action } : {}),
    ...(filter.state ? { state: filter.state } : {}),
    ...(cursor ? { cursor } : {}),
  }).toString();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["run", runId, "documents", query],
    queryFn: async ({ signal }) => {
      const { progress, ...plan } = await apiGet<RunPlan & { progress: RunProgress }>(
        `/api/runs/${runId}/plan?${query}&progress=true`,
        signal,
      );
      // What the page shows above: read with the documents, in one request.
      client.setQueryData(["run", runId, "progress"], progress);
      return plan;
    },
    placeholderData: keepPreviousData,
    refetchInterval: live ? followEveryMs : false,
    refetchOnWindowFocus: true,
  });
  // Once more at the end: the last change may be younger than the last answer.
  useEffect(() => {
    if (!live) void refetch();
  }, [live, refetch]);
  const choose = (change: Partial<typeof filter>) => {
    setFilter({ ...filter, ...change });
    setCursors([]);
  };
  const count = (data?.totals ?? [])
    .filter(
      ({ action, state }) =>
        (filter.action || action) === action && (filter.state || state) === state,
    )
    .reduce((sum, { documents }) => sum + documents, 0);
  const next = data?.nextCursor;
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex flex-wrap items-center gap-2 px-4">
        <legend className="sr-only">Filter documents</legend>
        <Select
          aria-label="State of documents"
          value={filter.state}
          onChange={(event) => choose({ state: event.target.value })}
        >
          <option value="">Every state</option>
          {planStates.map((state) => (
            <option key={state} value={state}>
              {itemStateWords[state]}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Action on documents"
          value={filter.action}
          onChange={(event) => choose({ action: event.target.value })}
        >
          <option value="">Every action</option>
          {planActions.map((action) => (
            <option key={action} value={action}>
              {actionWords[action]}
            </option>
          ))}
        </Select>
      </fieldset>
      {error ? (
        <div className="px-4">
          <Notice tone="warn">The documents could not be read: {error.message}</Notice>
        </div>
      ) : null}
      {isPending ? <SkeletonRows rows={6} label="Loading documents" /> : null}
      {data && data.items.length > 0 ? <RunDocumentsTable items={data.items} /> : null}
      {data && data.items.length === 0 ? (
        <p className="px-4 py-6 text-muted">
          {filter.action || filter.state
            ? "No document of this run fits this filter."
            : live
              ? "Not planned yet: the documents come with the plan."
              : "This run planned no document."}
        </p>
      ) : null}
      {data && data.items.length > 0 ? (
        <KeysetPager
          shown={data.items.length}
          total={{ count, exact: true }}
          noun={["document", "documents"]}
          onPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
          onNext={next ? () => setCursors([...cursors, next]) : undefined}
        />
      ) : null}
    </div>
  );
}
