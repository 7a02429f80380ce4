"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { apiGet } from "#components/api-client.ts";
import { StateChip } from "#components/ui/state-chip.tsx";
import { hasEnded, type RunDetail, type RunsPage } from "#lib/ingest/runs-schemas.ts";
import { followEveryMs } from "./follow-every.ts";
import { NewRunButton } from "./new-run-button.tsx";
import { resultWords } from "./words.ts";

type ReembedButtonProps = { documentId: string; canStart: boolean };

/** The way to a re-embed of one document; a run of it that is under way is shown to its end. */
export function ReembedButton({ documentId, canStart }: ReembedButtonProps) {
  const client = useQueryClient();
  const activeKey = ["runs", "of-document", documentId];
  // The run that is followed: one that was under way at page load, or the one that was asked for here.
  const followed = useQuery({
    queryKey: activeKey,
    queryFn: async ({ signal }) => {
      const url = `/api/runs?documentId=${documentId}&active=1&limit=1`;
      const page = await apiGet<RunsPage>(url, signal);
      return page.items[0]?.id ?? client.getQueryData<string | null>(activeKey) ?? null;
    },
  });
  const { run, error } = useRun(followed.data ?? null);
  const busy = run !== undefined && !hasEnded(run.state);
  const problem = error ?? followed.error;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {canStart ? (
        <NewRunButton
          kind="reembed"
          label="Re-embed…"
          chosen={{ documentIds: [documentId] }}
          disabled={busy}
        />
      ) : (
        <span className="text-muted">Only admins re-embed.</span>
      )}
      <span role="status" className="flex flex-wrap items-center gap-2">
        {run ? (
          <>
            <Link href={`/runs/${run.id}` as Route} className="hover:underline">
              <StateChip state={run.state} />
            </Link>
            {hasEnded(run.state) ? (
              <span className="text-muted">{run.errorMessage ?? resultWords(run)}</span>
            ) : null}
          </>
        ) : null}
      </span>
      {problem ? (
        <span role="alert" className="text-danger">
          {problem.message}
        </span>
      ) : null}
    </div>
  );
}

/** A run, asked for anew until it has ended; then the page's own data is fetched anew. */
function useRun(id: string | null) {
  const router = useRouter();
  const { data, error } = useQuery({
    queryKey: ["run", id, "summary"],
    enabled: id !== null,
    queryFn: ({ signal }) => apiGet<RunDetail>(`/api/runs/${id}?limit=1`, signal),
    refetchInterval: ({ state }) =>
      state.data && hasEnded(state.data.run.state) ? false : followEveryMs,
  });
  const ended = data ? hasEnded(data.run.state) : false;
  useEffect(() => {
    if (ended) router.refresh();
  }, [ended, router]);
  return { run: id === null ? undefined : data?.run, error };
}
