"use client";

import { useState } from "react";
import { ApiError } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import { ConflictPanel } from "./conflict-panel.tsx";
import { EditFields } from "./edit-fields.tsx";
import { EffectPanel } from "./effect-panel.tsx";
import { fieldProblems } from "./field-problems.ts";
import { changesBetween, conflictsOf, type Values } from "./form-values.ts";
import { LooserBox } from "./looser-box.tsx";
import { useDraft } from "./use-draft.ts";
import { useEffectOf } from "./use-effect-of.ts";
import { conflictOf, useSaveRow } from "./use-save-row.ts";

type EditFormProps = { editable: Editable; onDone: () => void };

/** Every field of one row, with what the change does before it is saved. What was typed stays through every failure. */
export function EditForm({ editable, onDone }: EditFormProps) {
  const { subject, id } = editable;
  const [base, setBase] = useState({ version: editable.version, values: editable.values });
  const [values, setValues] = useState<Values>(editable.values);
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState(false);
  const changes = changesBetween(base.values, values);
  const nothing = Object.keys(changes).length === 0;
  const rows = { rows: [{ id, version: base.version }] };
  const draft = useDraft(subject, rows, !nothing).data?.id;
  const problems = fieldProblems(subject, changes);
  const wrong = Object.keys(problems).length > 0;
  const preview = useEffectOf({ draft, changes, nothing: nothing || wrong });
  const save = useSaveRow(subject, id, onDone);
  const current = conflictOf(save.error);
  if (current)
    return (
      <ConflictPanel
        subject={subject}
        conflicts={conflictsOf(base.values, current.values, values)}
        onLeave={onDone}
        onChoose={(mine) => {
          const merged = conflictsOf(base.values, current.values, values).filter(
            ({ name, clash }) => !(clash && mine[name]),
          );
          setValues({
            ...values,
            ...Object.fromEntries(merged.map(({ name, theirs }) => [name, theirs])),
          });
          setBase(current);
          save.reset();
        }}
      />
    );
  const errors = { ...(save.error instanceof ApiError ? save.error.fields : {}), ...problems };
  const effect = nothing || wrong ? undefined : preview.effect.data;
  // The one row is left as it is: the rules by which it is saved refuse the change, or somebody was faster.
  const refused = effect?.sample[0]?.why;
  const blocked = nothing || wrong || save.isPending || (effect?.looser === true && !confirmed);
  const submit = (event?: React.FormEvent) => {
    event?.preventDefault();
    if (!blocked) save.mutate({ changes, reason, version: base.version, draft });
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
      }}
      noValidate
      className="flex flex-col gap-4"
    >
      <EditFields
        editable={editable}
        values={values}
        errors={errors}
        onChange={(name, value) => setValues({ ...values, [name]: value })}
      />
      <Field
        label="Reason"
        hint={
          effect?.asksReason
            ? "Needed: this loosens a guard. It is kept in the history."
            : "Kept in the history."
        }
        error={errors.reason}
      >
        {(props) => (
          <Textarea
            {...props}
            rows={2}
            value={reason}
            maxLength={1000}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {refused ? <Notice tone="warn">{refused}</Notice> : null}
      {effect?.looser ? <LooserBox confirmed={confirmed} onConfirm={setConfirmed} /> : null}
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-col gap-3 border-t bg-raised px-5 py-3">
        <EffectPanel preview={preview} nothing={nothing} wrong={wrong} />
        {save.error instanceof ApiError ? (
          <ErrorState title={save.error.message} requestId={save.error.requestId}>
            What you typed is still here.
          </ErrorState>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={blocked}>
            {save.isPending ? "Saving…" : `Change ${subject}`}
          </Button>
        </div>
      </div>
    </form>
  );
}
