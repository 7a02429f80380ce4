"use client";

import { useQuery } from "@tanstack/react-query";
import { ApiError, apiGet } from "#components/api-client.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { BulkForm } from "./bulk-form.tsx";
import { type DraftRows, useDraft } from "./use-draft.ts";

type PanelProps = {
  subject: Subject;
  rows: DraftRows;
  seen: number;
  onCancel: () => void;
  onDone: () => void;
};

/** Pins the rows and reads what may be chosen, then shows the form. */
export default function BulkPanel({ subject, rows, seen, onCancel, onDone }: PanelProps) {
  const draft = useDraft(subject, rows);
  const choices = useQuery({
    queryKey: ["edit-choices", subject],
    queryFn: ({ signal }) =>
      apiGet<Omit<Editable, "id" | "version">>(`/api/vocabularies?subject=${subject}`, signal),
  });
  const error = draft.error ?? choices.error;
  if (error)
    return (
      <ErrorState
        title={error.message}
        requestId={error instanceof ApiError ? error.requestId : undefined}
      >
        Nothing was changed.
      </ErrorState>
    );
  if (!draft.data || !choices.data) return <SkeletonRows rows={8} label="Loading the form" />;
  return (
    <BulkForm
      draft={draft.data}
      seen={seen}
      choices={choices.data}
      onCancel={onCancel}
      onDone={onDone}
    />
  );
}
