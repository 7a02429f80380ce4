"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { AskedReason } from "./asked-reason.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { undo } from "./undo.ts";

type UndoProps = {
  changeSetId: string;
  subjectId: string;
  /** The one field to give back; without it all that the change did to the row. */
  field?: string;
  label: string;
};

/** Takes back what a change did to one row, from that row's history: its other rows keep their values. */
export function UndoButton({ changeSetId, subjectId, field, label }: UndoProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<AskedReason>();
  const press = async (reason?: string) => {
    setBusy(true);
    setAsked(undefined);
    const refresh = () => {
      void queries.invalidateQueries();
      router.refresh();
    };
    const part = { subjectId, ...(field ? { field } : {}), ...(reason ? { reason } : {}) };
    await undo(changeSetId, refresh, part, setAsked);
    setBusy(false);
  };
  return (
    <>
      <Button size="sm" disabled={busy} aria-label={`Undo ${label}`} onClick={() => void press()}>
        <Undo2 aria-hidden /> Undo
      </Button>
      <ReasonDialog
        asked={asked}
        busy={busy}
        onReason={(reason) => void press(reason)}
        onCancel={() => setAsked(undefined)}
      />
    </>
  );
}
