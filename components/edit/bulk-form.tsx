"use client";

import { useState } from "react";
import { ApiError } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { BulkFields } from "./bulk-fields.tsx";
import { type BulkValues, changesOf } from "./bulk-values.ts";
import { EffectPanel } from "./effect-panel.tsx";
import { fieldProblems } from "./field-problems.ts";
import { LooserBox } from "./looser-box.tsx";
import { RowsPreview } from "./rows-preview.tsx";
import { useApply } from "./use-apply.ts";
import type { Draft } from "./use-draft.ts";
import { useEffectOf } from "./use-effect-of.ts";

type BulkFormProps = {
  draft: Draft;
  /** How many rows the table said there are. */
  seen: number;
  choices: Omit<Editable, "id" | "version">;
  /** Each row brings its own changes: there is nothing to choose. */
  given?: boolean;
  /** What the button says of so many rows, where "Change" is not it. */
  action?: string;
  onCancel: () => void;
  onDone: () => void;
};

/** What is to become of many rows, its effect before it is saved, and its progress while it is. */
export function BulkForm({
  draft,
  seen,
  choices,
  given = false,
  action = "Change",
  onCancel,
  onDone,
}: BulkFormProps) {
  const [values, setValues] = useState<BulkValues>({});
  const [words, setWords] = useState({ name: "", note: "", reason: "" });
  const [confirmed, setConfirmed] = useState(false);
  const changes = changesOf(values);
  const nothing = !given && Object.keys(changes).length === 0;
  const problems = fieldProblems(choices.subject, changes);
  const wrong = Object.keys(problems).length > 0;
  const preview = useEffectOf({ draft: draft.id, changes, nothing: nothing || wrong });
  const apply = useApply(draft, choices.subject, onDone);
  const effect = nothing || wrong ? undefined : preview.effect.data;
  const error = apply.error instanceof ApiError ? apply.error : undefined;
  const fieldErrors = preview.effect.error instanceof ApiError ? preview.effect.error.fields : {};
  const count = effect?.rows.change ?? draft.total;
  const blocked =
    nothing ||
    wrong ||
    apply.isPending ||
    effect?.rows.change === 0 ||
    (effect?.looser === true && !confirmed);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (!blocked) apply.mutate({ changes, ...words });
  };
  const text = (name: keyof typeof words) => ({
    value: words[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setWords({ ...words, [name]: event.target.value }),
  });
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
      }}
      noValidate
      className="flex flex-col gap-4"
    >
      {draft.total === seen ? null : (
        <Notice>
          The table showed {formatCount(seen)}; {formatCount(draft.total)} match by now. Rows that
          changed since are listed below and left as they are.
        </Notice>
      )}
      {given ? null : (
        <BulkFields
          choices={choices}
          values={values}
          errors={{ ...fieldErrors, ...error?.fields, ...problems }}
          onChange={setValues}
        />
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Name of this change">
          {(props) => <Input {...props} maxLength={200} {...text("name")} />}
        </Field>
        <Field
          label="Reason"
          hint={effect?.asksReason ? "Needed: this loosens a guard." : undefined}
          error={error?.fields.reason}
        >
          {(props) => <Input {...props} maxLength={1000} {...text("reason")} />}
        </Field>
        <Field label="Note" className="sm:col-span-2">
          {(props) => <Textarea {...props} rows={2} maxLength={2000} {...text("note")} />}
        </Field>
      </div>
      {effect ? <RowsPreview effect={effect} /> : null}
      {effect?.looser ? <LooserBox confirmed={confirmed} onConfirm={setConfirmed} /> : null}
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-col gap-3 border-t bg-raised px-5 py-3">
        <EffectPanel preview={preview} nothing={nothing} wrong={wrong} rows />
        {effect?.needsApproval ? (
          <Notice>An admin approves a change of so many rows before it is made.</Notice>
        ) : null}
        {error ? (
          <ErrorState title={error.message} requestId={error.requestId}>
            What you typed is still here.
          </ErrorState>
        ) : null}
        <div className="flex items-center justify-end gap-2">
          {apply.isPending ? (
            <p role="status" className="mr-auto text-muted">
              {formatCount(apply.done)} of {formatCount(draft.total)} rows done
            </p>
          ) : null}
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={blocked}>
            {apply.isPending
              ? "Changing…"
              : `${effect?.needsApproval ? `Propose to ${action.toLowerCase()}` : action} ${plural(count, choices.subject)}`}
          </Button>
        </div>
      </div>
    </form>
  );
}
