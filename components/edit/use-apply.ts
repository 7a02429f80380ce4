"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { apiGet, apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";
import type { Change } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { plural } from "#lib/format/number.ts";
import { undo } from "./undo.ts";
import type { Draft } from "./use-draft.ts";

type Apply = { changes: Record<string, Change>; name: string; note: string; reason: string };
type Progress = { done: number; state: ChangeSetState; rows: { changed: number; skipped: number } };

/** Makes a draft's changes, with progress, then says what came of them and offers the way back. */
export function useApply(draft: Draft, subject: Subject, onDone: () => void) {
  const router = useRouter();
  const queries = useQueryClient();
  const refresh = () => {
    void queries.invalidateQueries();
    router.refresh();
  };
  const apply = useMutation({
    mutationFn: (body: Apply) =>
      apiSend<{ state: ChangeSetState }>("POST", `/api/changes/${draft.id}/apply`, filled(body)),
    onSuccess: async ({ state }) => {
      const set = await apiGet<Progress>(`/api/changes/${draft.id}`);
      if (state === "applied")
        toast.success(outcome(subject, set), {
          duration: 15_000,
          action: { label: "Undo", onClick: () => void undo(draft.id, refresh) },
        });
      else
        toast.message(
          state === "applying"
            ? "The rest is changed in the background."
            : "The change waits for an admin.",
        );
      refresh();
      onDone();
      router.push(`/changes/${draft.id}` as Parameters<typeof router.push>[0]);
    },
  });
  const progress = useQuery({
    queryKey: ["change-progress", draft.id],
    queryFn: ({ signal }) => apiGet<Progress>(`/api/changes/${draft.id}`, signal),
    enabled: apply.isPending,
    refetchInterval: 1_000,
    retry: false,
  });
  return { ...apply, done: progress.data?.done ?? 0 };
}

function filled({ changes, ...words }: Apply) {
  return {
    changes,
    ...Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim() !== "")),
  };
}

function outcome(subject: Subject, { rows }: Progress): string {
  const left =
    rows.skipped > 0 ? ` ${plural(rows.skipped, "row was", "rows were")} left as they are.` : "";
  return `${plural(rows.changed, subject)} changed.${left}`;
}
