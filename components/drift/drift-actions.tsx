"use client";

import { Check } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Selection } from "#components/data-table/selection-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import type { DriftFilter } from "#lib/corpus/drift-schemas.ts";
import { plural } from "#lib/format/number.ts";
import type { Side } from "./use-accept-drift.ts";

const DriftPanel = dynamic(() => import("./drift-panel.tsx"));

type ActionsProps = {
  selection: Selection;
  filter: DriftFilter;
  busy: boolean;
  /** Takes a side of fields that were selected one by one. */
  onAccept: (side: Side, reason: string) => void;
  onDone: () => void;
};

const sides = {
  manifest: { button: "Take the manifest's", title: "Take the manifest's values for" },
  person: { button: "Keep ours", title: "Keep our values for" },
} as const;

/** Takes one side: of selected fields at once, of all that match after a look at what that does. */
export function DriftActions({ selection, filter, busy, onAccept, onDone }: ActionsProps) {
  const [reason, setReason] = useState("");
  const [looking, setLooking] = useState<Side>();
  const all = selection.kind === "all";
  const press = (side: Side) => () => (all ? setLooking(side) : onAccept(side, reason));
  return (
    <>
      {all ? null : (
        <Input
          aria-label="Reason"
          placeholder="Reason"
          className="w-48"
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <Button size="sm" disabled={busy} onClick={press("manifest")}>
        {sides.manifest.button}
        {all ? "…" : ""}
      </Button>
      <Button size="sm" disabled={busy} onClick={press("person")}>
        <Check aria-hidden /> {sides.person.button}
        {all ? "…" : ""}
      </Button>
      {all ? (
        <Sheet open={looking !== undefined} onOpenChange={(open) => open || setLooking(undefined)}>
          {looking ? (
            <SheetContent
              title={`${sides[looking].title} ${plural(selection.total, "field")}`}
              className="w-[min(44rem,calc(100vw-1rem))]"
            >
              <DriftPanel
                side={looking}
                matching={{ ...filter, seenAt: selection.seenAt }}
                onCancel={() => setLooking(undefined)}
                onDone={() => {
                  setLooking(undefined);
                  onDone();
                }}
              />
            </SheetContent>
          ) : null}
        </Sheet>
      ) : null}
    </>
  );
}
