"use client";

import { Copy } from "lucide-react";
import type { Selection } from "#components/data-table/selection-state.ts";
import { BulkButton } from "#components/edit/bulk-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

type ActionsProps = { selection: Selection; clear: () => void };

/** What can be done with selected documents: the buttons of the selection bar. */
export function DocumentActions({ selection, clear }: ActionsProps) {
  return (
    <>
      <BulkButton subject="document" selection={selection} onDone={clear} />
      <CopyIds selection={selection} />
    </>
  );
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
