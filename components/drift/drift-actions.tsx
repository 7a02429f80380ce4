"use client";

import { Check } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Selection } from "#components/data-table/selection-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { DriftFilter } from "#lib/corpus/drift-schemas.ts";
import { plural } from "#lib/format/number.ts";
import type { Side } from "./use-accept-drift.ts";

const DriftPanel = dynamic(() => import("./drift-panel.tsx"), {
  loading: () => <Skeleton className="h-64 w-full" />,
});

type ActionsProps = {
  selection: Selection;
  filter: DriftFilter;
  busy: boolean;
  /** Takes a side of fields that were selected one by one. */
  onAccept: (side: Side, reason: string) => void;
  onDone: () => void;
};

const sides = ["manifest", "person"] as const;
const words = {
  manifest: { button: "Take the manifest's", title: "Take the manifest's values for" },
  person: { button: "Keep ours", title: "Keep our values for" },
};

/** Takes one side: of selected fields at once, of all that match after a look at what that does. */
export function DriftActions({ selection, filter, busy, onAccept, onDone }: ActionsProps) {
  const [reason, setReason] = useState("");
  if (selection.kind === "all")
    return sides.map((side) => (
      <SettleAll key={side} side={side} seen={selection} filter={filter} onDone={onDone} />
    ));
  return (
    <>
      <Input
        aria-label="Reason"
        placeholder="Reason"
        className="w-48"
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {sides.map((side) => (
        <Button key={side} size="sm" disabled={busy} onClick={() => onAccept(side, reason)}>
          {side === "person" ? <Check aria-hidden /> : null} {words[side].button}
        </Button>
      ))}
    </>
  );
}

type AllProps = {
  side: Side;
  seen: { total: number; seenAt: string };
  filter: DriftFilter;
  onDone: () => void;
};

function SettleAll({ side, seen, filter, onDone }: AllProps) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button size="sm">
          {side === "person" ? <Check aria-hidden /> : null} {words[side].button}…
        </Button>
      </SheetTrigger>
      <SheetContent
        title={`${words[side].title} ${plural(seen.total, "field")}`}
        className="w-[min(44rem,calc(100vw-1rem))]"
      >
        <DriftPanel
          side={side}
          matching={{ ...filter, seenAt: seen.seenAt }}
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
