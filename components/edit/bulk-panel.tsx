"use client";

import { ApiError } from "#components/api-client.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { BulkForm } from "./bulk-form.tsx";
import { type DraftRows, useDraft } from "./use-draft.ts";
import { useEditChoices } from "./use-edit-choices.ts";

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
  const choices = useEditChoices(subject);
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
