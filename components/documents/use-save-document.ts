"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ApiError, apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";
import type { EditOutcome } from "#lib/corpus/schemas.ts";
import { plural } from "#lib/format/number.ts";
import { type CurrentRow, currentRowSchema, type EditValues } from "./edit-values.ts";

type Save = { values: EditValues; version: number };
type Callbacks = { onDone: () => void; onFields: (fields: Record<string, string>) => void };

/** Saves an edit under the version it was made on, then says what it did. */
export function useSaveDocument(id: string, { onDone, onFields }: Callbacks) {
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ values: { reason, ...values }, version }: Save) =>
      apiSend<EditOutcome>(
        "PATCH",
        `/api/documents/${id}`,
        { ...values, ...(reason ? { reason } : {}) },
        { ifMatch: version },
      ),
    onSuccess: (outcome) => {
      toast.success(outcomeText(outcome));
      void queries.invalidateQueries({ queryKey: ["document-effect", id] });
      router.refresh();
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiError) onFields(error.fields);
      if (conflictOf(error)) router.refresh();
    },
  });
}

/** What an edit did, in one sentence. */
export function outcomeText({ changed, effect }: EditOutcome): string {
  if (changed.length === 0) return "Nothing to change: the document is already so.";
  const { left, entered, served } = effect;
  if (left > 0) return `Document changed. ${plural(left, "chunk")} left what customers are served.`;
  if (entered > 0)
    return `Document changed. ${plural(entered, "chunk")} entered what customers are served.`;
  return `Document changed. ${plural(served, "chunk is", "chunks are")} served, as before.`;
}

/** The current row of a 409, or undefined for any other error. */
export function conflictOf(error: Error | null): CurrentRow | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  return currentRowSchema.safeParse(error.details).data;
}
