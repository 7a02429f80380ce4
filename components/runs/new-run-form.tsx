"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { type RunKind, runKinds } from "#lib/ingest/runs-schemas.ts";
import type { ChosenDocuments } from "./chosen-documents.ts";
import { RunModes } from "./run-modes.tsx";
import { ScopeFields } from "./scope-fields.tsx";
import { kindWords } from "./words.ts";

type FormProps = {
  kind: RunKind;
  chosen: ChosenDocuments | undefined;
  busy: boolean;
  onCancel: () => void;
  onAsk: (body: Record<string, unknown>) => void;
};

/** What shall be run, how, and over what. */
export function NewRunForm({ kind: first, chosen, busy, onCancel, onAsk }: FormProps) {
  const [kind, setKind] = useState<RunKind>(first);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const mode = text("mode");
    const scope = Object.fromEntries(
      ["path", "category", "docType"].flatMap((name) => (text(name) ? [[name, text(name)]] : [])),
    );
    const rows =
      chosen === undefined
        ? scope
        : "documentIds" in chosen
          ? { documentIds: chosen.documentIds }
          : { filter: chosen.filter };
    onAsk({ kind, mode, approve: true, ...rows });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Kind of run">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) =>
              setKind(runKinds.find((one) => one === event.target.value) ?? "ingest")
            }
          >
            {runKinds.map((one) => (
              <option key={one} value={one}>
                {kindWords[one]}
                {one === "ingest" ? ": read the files anew" : ": new vectors for stored chunks"}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <RunModes key={kind} kind={kind} chosen={chosen !== undefined} />
      {chosen === undefined ? <ScopeFields /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={busy}>
          {busy ? "Asking…" : "Make the plan"}
        </Button>
      </div>
    </form>
  );
}
