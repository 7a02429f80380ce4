"use client";

import { ApiError } from "#components/api-client.ts";
import { BulkForm } from "#components/edit/bulk-form.tsx";
import { useDraftOf } from "#components/edit/use-draft.ts";
import { useEditChoices } from "#components/edit/use-edit-choices.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { DriftFilter } from "#lib/corpus/drift-schemas.ts";
import type { Side } from "./use-accept-drift.ts";

type PanelProps = {
  side: Side;
  matching: DriftFilter & { seenAt: string };
  onCancel: () => void;
  onDone: () => void;
};

/** Pins all differences that matched when the list was read, then shows the same preview as any edit of many. */
export default function DriftPanel({ side, matching, onCancel, onDone }: PanelProps) {
  const draft = useDraftOf("/api/drift/draft", { side, matching });
  const choices = useEditChoices("document");
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
  if (!draft.data || !choices.data) return <SkeletonRows rows={8} label="Pinning the fields" />;
  return (
    <>
      <p className="pb-4 text-muted">
        {side === "manifest"
          ? "Each field gets what the manifest or the file says, also where somebody said that ours is meant."
          : "No value in force changes: it is noted with each document that its values are meant. The fields stay listed until the manifest agrees."}
      </p>
      <BulkForm
        draft={draft.data}
        seen={draft.data.total}
        choices={choices.data}
        given
        {...(side === "person" ? { action: "Keep ours in" } : {})}
        onCancel={onCancel}
        onDone={onDone}
      />
    </>
  );
}
