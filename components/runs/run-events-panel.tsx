"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiGet } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Select } from "#components/ui/select.tsx";
import type { RunDetail, RunEvents } from "#lib/ingest/runs-schemas.ts";
import { RunEventsTable } from "./run-events-table.tsx";

type RunEventsPanelProps = { runId: string; first: RunEvents; live: boolean };

/** What the run did, document by document, in order; more on demand. */
export function RunEventsPanel({ runId, first, live }: RunEventsPanelProps) {
  const [level, setLevel] = useState("");
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage, isPending, error, refetch } =
    useInfiniteQuery({
      queryKey: ["run", runId, "events", level],
      queryFn: async ({ pageParam, signal }) => {
        const query = new URLSearchParams({ cursor: pageParam, ...(level ? { level } : {}) });
        const detail = await apiGet<RunDetail>(`/api/runs/${runId}?${query}`, signal);
        return detail.events;
      },
      initialPageParam: "0",
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: live ? 1_000 : false,
      ...(level === "" ? { placeholderData: { pages: [first], pageParams: ["0"] } } : {}),
    });
  // Once more at the end: the last events may be younger than the last answer.
  useEffect(() => {
    if (!live) void refetch();
  }, [live, refetch]);
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title="What was done"
      action={
        <Select
          aria-label="Level of events"
          value={level}
          onChange={(event) => setLevel(event.target.value)}
        >
          <option value="">Everything</option>
          <option value="warning">Warnings</option>
          <option value="error">Errors</option>
        </Select>
      }
    >
      {error ? (
        <p role="alert" className="text-danger">
          The events could not be read: {error.message}
        </p>
      ) : null}
      {events.length > 0 ? <RunEventsTable events={events} /> : null}
      {events.length === 0 && !error ? (
        <p className="py-4 text-muted">{emptyWords(isPending, live, level)}</p>
      ) : null}
      {hasNextPage ? (
        <Button className="mt-2" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {isFetchingNextPage ? "Reading…" : "Show more"}
        </Button>
      ) : null}
    </Panel>
  );
}

function emptyWords(isPending: boolean, live: boolean, level: string): string {
  if (isPending) return "Reading…";
  if (level === "warning") return "No warning.";
  if (level === "error") return "No error.";
  return live ? "Nothing yet." : "This run recorded no event.";
}
