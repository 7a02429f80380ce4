"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { undo } from "./undo.ts";

type UndoProps = { changeSetId: string; subjectId: string; label: string };

/** Takes back what a change did to one row, from that row's history: its other rows keep their values. */
export function UndoButton({ changeSetId, subjectId, label }: UndoProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    const refresh = () => {
      void queries.invalidateQueries();
      router.refresh();
    };
    await undo(changeSetId, refresh, { subjectId });
    setBusy(false);
  };
  return (
    <Button size="sm" disabled={busy} aria-label={`Undo ${label}`} onClick={() => void press()}>
      <Undo2 aria-hidden /> Undo
    </Button>
  );
}
