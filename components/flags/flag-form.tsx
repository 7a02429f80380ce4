"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiError, apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";

export default function FlagForm({
  subject,
  id,
  onDone,
}: {
  subject: Subject;
  id: string;
  onDone: () => void;
}) {
  const router = useRouter();
  const queries = useQueryClient();
  const [kind, setKind] = useState("note");
  const [note, setNote] = useState("");
  const raise = useMutation({
    mutationFn: () => apiSend("POST", "/api/flags", { subject, id, kind, note }),
    onSuccess: () => {
      toast.success(kind === "note" ? "Flagged." : "The admins see that you ask for re-ingestion.");
      void queries.invalidateQueries({ queryKey: ["navigation"] });
      router.refresh();
      onDone();
    },
  });
  const error = raise.error instanceof ApiError ? raise.error : undefined;
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        raise.mutate();
      }}
    >
      <Field label="What is it">
        {(props) => (
          <Select
            {...props}
            className="w-full"
            value={kind}
            onChange={(event) => setKind(event.target.value)}
          >
            <option value="note">Something is wrong or missing</option>
            <option value="re-ingest">Please re-ingest (for the admins)</option>
          </Select>
        )}
      </Field>
      <Field label="Note" error={error?.fields.note}>
        {(props) => (
          <Textarea
            {...props}
            rows={4}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {error && !error.fields.note ? (
        <ErrorState title={error.message} requestId={error.requestId}>
          Your note is still here.
        </ErrorState>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={raise.isPending || note.trim() === ""}>
          Flag this {subject}
        </Button>
      </div>
    </form>
  );
}
