"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import { ApiError } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type DocumentDetail, embedModes, statuses } from "#lib/corpus/schemas.ts";
import { ConflictPanel } from "./conflict-panel.tsx";
import { type EditValues, editValuesSchema } from "./edit-values.ts";
import { EffectPreview } from "./effect-preview.tsx";
import { FlagsField } from "./flags-field.tsx";
import { conflictOf, useSaveDocument } from "./use-save-document.ts";

type EditFormProps = {
  document: Pick<
    DocumentDetail,
    "id" | "version" | "title" | "status" | "embedMode" | "guardrailFlags" | "manifest"
  >;
  mayLoosen: boolean;
  onDone: () => void;
};

/** Status, embed mode and guardrail flags, with what the change does before it is saved. */
export default function EditForm({ document, mayLoosen, onDone }: EditFormProps) {
  const { id, version, manifest } = document;
  const form = useForm<EditValues>({
    resolver: zodResolver(editValuesSchema),
    defaultValues: {
      status: document.status,
      embedMode: document.embedMode,
      guardrailFlags: document.guardrailFlags,
      reason: "",
    },
  });
  const { register, control, handleSubmit, formState, setValue, setError } = form;
  const [status, embedMode, guardrailFlags] = useWatch({
    control,
    name: ["status", "embedMode", "guardrailFlags"],
  });
  const save = useSaveDocument(id, {
    onDone,
    onFields: (fields) => {
      if (fields.reason) setError("reason", { message: fields.reason }, { shouldFocus: true });
    },
  });
  const submit = handleSubmit((values) => save.mutate({ values, version }));
  const current = conflictOf(save.error);
  if (current)
    return (
      <ConflictPanel
        current={current}
        mine={{ status, embedMode, guardrailFlags }}
        pending={save.isPending}
        onKeepMine={handleSubmit((values) => save.mutate({ values, version: current.version }))}
        onTakeTheirs={onDone}
      />
    );
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Status" hint={says(manifest?.status)}>
        {(props) => (
          <Select {...props} {...register("status")}>
            {statuses.map((value) => (
              <option key={value}>{value}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Embed mode" hint={says(manifest?.embedMode)}>
        {(props) => (
          <Select {...props} {...register("embedMode")}>
            {embedModes.map((value) => (
              <option key={value}>{value}</option>
            ))}
          </Select>
        )}
      </Field>
      <FlagsField
        value={guardrailFlags}
        onChange={(flags) => setValue("guardrailFlags", flags, { shouldDirty: true })}
      />
      <Field
        label="Reason"
        hint={
          mayLoosen
            ? "Needed where the value is looser than the manifest's. It is kept in the history."
            : "Kept in the history. A value looser than the manifest's takes an admin."
        }
        error={formState.errors.reason?.message}
      >
        {(props) => <Textarea {...props} {...register("reason")} />}
      </Field>
      <EffectPreview id={id} status={status} embedMode={embedMode} />
      {save.error instanceof ApiError ? (
        <ErrorState title={save.error.message} requestId={save.error.requestId} />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!formState.isDirty || save.isPending}>
          {save.isPending ? "Saving…" : "Change document"}
        </Button>
      </div>
    </form>
  );
}

function says(value: string | undefined): string {
  return value ? `The manifest says ${value}.` : "The manifest has not said anything.";
}
