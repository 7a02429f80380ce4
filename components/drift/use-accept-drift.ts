"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { apiSend } from "#components/api-client.ts";
import type { SelectedRow } from "#components/data-table/selection-state.ts";
import { undo } from "#components/edit/undo.ts";
import { toast } from "#components/ui/toast.ts";
import type { AcceptDrift } from "#lib/corpus/drift-schemas.ts";
import { plural } from "#lib/format/number.ts";
import { fieldOf } from "./drift-columns.tsx";

export type Side = AcceptDrift["side"];
type Asked = { side: Side; chosen: readonly SelectedRow[]; reason: string };
type Answer = { fields: number; changeSetId: string; state: string };

/** Takes one side of selected fields, says so, and offers the way back. */
export function useAcceptDrift(onDone: () => void) {
  const router = useRouter();
  return useMutation({
    mutationFn: ({ side, chosen, reason }: Asked) =>
      apiSend<Answer>("POST", "/api/drift/accept", {
        side,
        rows: chosen.map(({ id, version }) => ({ ...fieldOf(id), version })),
        ...(reason.trim() ? { reason } : {}),
      }),
    onSuccess: ({ fields, changeSetId, state }, { side, chosen }) => {
      const left = chosen.length - fields;
      const rest = left > 0 ? ` ${plural(left, "was", "were")} left: changed meanwhile.` : "";
      const action = { label: "Undo", onClick: () => void undo(changeSetId, router.refresh) };
      if (state === "waiting for approval") toast.message("The change waits for an admin.");
      else if (side === "manifest") toast.success(`The manifest's values are taken over.${rest}`);
      else toast.success(`Marked as meant.${rest}`, { duration: 15_000, action });
      onDone();
      if (side === "manifest")
        router.push(`/changes/${changeSetId}` as Parameters<typeof router.push>[0]);
      router.refresh();
    },
  });
}
