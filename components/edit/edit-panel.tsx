"use client";

import { useQuery } from "@tanstack/react-query";
import { ApiError, apiGet } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { EditForm } from "./edit-form.tsx";

type PanelProps = { subject: Subject; id: string; onDone: () => void };

/** Reads the row as it is at this moment, then shows its form. */
export default function EditPanel({ subject, id, onDone }: PanelProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["editable", subject, id],
    queryFn: ({ signal }) => apiGet<Editable>(`/api/${subject}s/${id}/editable`, signal),
    // The form is of the moment when it was opened: what comes later shows as a conflict, field by field.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (error)
    return (
      <ErrorState
        title={error.message}
        requestId={error instanceof ApiError ? error.requestId : undefined}
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        Nothing was changed.
      </ErrorState>
    );
  if (!data) return <SkeletonRows rows={8} label="Loading the form" />;
  return <EditForm editable={data} onDone={onDone} />;
}
