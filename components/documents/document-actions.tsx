"use client";

import { Copy } from "lucide-react";
import type { Selection } from "#components/data-table/selection-state.ts";
import { BulkButton } from "#components/edit/bulk-button.tsx";
import { NotAnEditor } from "#components/edit/not-an-editor.tsx";
import type { ChosenDocuments } from "#components/runs/chosen-documents.ts";
import { NewRunButton } from "#components/runs/new-run-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

type ActionsProps = {
  selection: Selection;
  clear: () => void;
  mayEdit: boolean;
  /** Runs are started by admins. */
  mayRun: boolean;
};

/** What can be done with selected documents: the buttons of the selection bar. */
export function DocumentActions({ selection, clear, mayEdit, mayRun }: ActionsProps) {
  const chosen = chosenOf(selection);
  return (
    <>
      {mayEdit ? (
        <BulkButton subject="document" selection={selection} onDone={clear} />
      ) : (
        <NotAnEditor />
      )}
      {mayRun ? (
        <>
          <NewRunButton small kind="reembed" label="Re-embed…" chosen={chosen} />
          <NewRunButton small kind="ingest" label="Re-ingest…" chosen={chosen} />
        </>
      ) : null}
      <CopyIds selection={selection} />
    </>
  );
}

function chosenOf(selection: Selection): ChosenDocuments {
  if (selection.kind === "rows") return { documentIds: selection.rows.map(({ id }) => id) };
  const { filter, total, estimated } = selection;
  return { filter, total, estimated };
}

function CopyIds({ selection }: { selection: Selection }) {
  if (selection.kind === "all") return null;
  const copy = () =>
    navigator.clipboard.writeText(selection.rows.map(({ id }) => id).join("\n")).then(
      () => toast.success(`${selection.rows.length} ids copied`),
      () => toast.error("This browser did not allow copying."),
    );
  return (
    <Button size="sm" onClick={copy}>
      <Copy aria-hidden /> Copy ids
    </Button>
  );
}
