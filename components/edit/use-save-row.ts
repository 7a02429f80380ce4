"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ApiError, apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";
import type { Change } from "#lib/corpus/change-schemas.ts";
import type { EditResult, RowConflict } from "#lib/corpus/change-set-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { plural } from "#lib/format/number.ts";
import { undo } from "./undo.ts";

type Save = {
  changes: Record<string, Change>;
  reason: string;
  version: number;
  draft: string | undefined;
};

/** Saves an edit under the version it was made on, says what it did, and offers the way back. */
export function useSaveRow(subject: Subject, id: string, onDone: () => void) {
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ changes, reason, version, draft }: Save) =>
      apiSend<EditResult>(
        "PATCH",
        `/api/${subject}s/${id}`,
        { changes, draft, ...(reason.trim() ? { reason } : {}) },
        { ifMatch: version },
      ),
    onSuccess: (result) => {
      const changeSetId = result.changeSetId;
      const refresh = () => {
        void queries.invalidateQueries();
        router.refresh();
      };
      toast.success(
        resultText(subject, result),
        changeSetId
          ? {
              duration: 10_000,
              action: { label: "Undo", onClick: () => void undo(changeSetId, refresh) },
            }
          : {},
      );
      refresh();
      onDone();
    },
  });
}

/** What an edit did, in one sentence or two. */
export function resultText(subject: Subject, { changed, effect, followUp }: EditResult): string {
  const Subject = subject === "document" ? "Document" : "Chunk";
  if (changed.length === 0) return `Nothing to change: the ${subject} is already so.`;
  const { left, entered } = effect;
  const moved =
    left > 0
      ? ` ${plural(left, "chunk")} left what customers are served.`
      : entered > 0
        ? ` ${plural(entered, "chunk")} entered what customers are served.`
        : "";
  return `${Subject} changed.${moved}${followUp ? " A run that cuts it again is queued." : ""}`;
}

/** The current row of a 409, or undefined for any other error. */
export function conflictOf(error: Error | null): RowConflict | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  const details = error.details as Partial<RowConflict> | undefined;
  return typeof details?.version === "number" && details.values
    ? (details as RowConflict)
    : undefined;
}
