"use client";

import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { plural } from "#lib/format/number.ts";
import type { DraftRows } from "./use-draft.ts";

const BulkPanel = dynamic(() => import("./bulk-panel.tsx"), {
  loading: () => <Skeleton className="h-64 w-full" />,
});

type Chosen =
  | { kind: "rows"; rows: { id: string; version: number }[] }
  | { kind: "all"; filter: string; total: number; seenAt: string };
type BulkButtonProps = { subject: Subject; selection: Chosen; onDone: () => void };

/** Edits the selected rows, or all that match. */
export function BulkButton({ subject, selection, onDone }: BulkButtonProps) {
  const [open, setOpen] = useState(false);
  const rows: DraftRows =
    selection.kind === "all"
      ? { filter: selection.filter, seenAt: selection.seenAt }
      : { rows: selection.rows.map(({ id, version }) => ({ id, version })) };
  const seen = selection.kind === "all" ? selection.total : selection.rows.length;
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button size="sm">
          <Pencil aria-hidden /> Edit…
        </Button>
      </SheetTrigger>
      <SheetContent
        title={`Edit ${plural(seen, subject)}`}
        className="w-[min(44rem,calc(100vw-1rem))]"
      >
        <BulkPanel
          subject={subject}
          rows={rows}
          seen={seen}
          onCancel={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onDone();
          }}
        />
      </SheetContent>
    </Sheet>
  );
}
