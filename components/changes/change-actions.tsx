"use client";

import { useMutation } from "@tanstack/react-query";
import { Check, Undo2, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ApiError, apiSend } from "#components/api-client.ts";
import { askedReason } from "#components/edit/asked-reason.ts";
import { ReasonDialog } from "#components/edit/reason-dialog.tsx";
import { sayUndone } from "#components/edit/undo.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { ChangeSet } from "#lib/corpus/change-set-schemas.ts";
import { plural } from "#lib/format/number.ts";

type Blocked = {
  blocked: { id: string; label: string; why: string }[];
  blockedCount: number;
  free: number;
};

/** What can be done with a change set: undo it, or decide on it. It follows one that is being made. */
export function ChangeActions({ set }: { set: ChangeSet }) {
  const router = useRouter();
  useEffect(() => {
    if (set.state !== "applying") return;
    const timer = setInterval(() => router.refresh(), 1_000);
    return () => clearInterval(timer);
  }, [set.state, router]);
  const undo = useMutation({
    mutationFn: (part: { rest: boolean; reason?: string }) =>
      apiSend<{ id: string; state: string }>("POST", `/api/changes/${set.id}/undo`, part),
    onSuccess: ({ id, state }, part) => {
      sayUndone(state, part);
      router.push(`/changes/${id}` as Parameters<typeof router.push>[0]);
      router.refresh();
    },
  });
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      apiSend("POST", `/api/changes/${set.id}/decision`, { approve }),
    onSuccess: () => router.refresh(),
  });
  const asked = askedReason(undo.error);
  const error = asked ? null : (undo.error ?? decide.error);
  const blocked = error instanceof ApiError ? (error.details as Blocked | undefined) : undefined;
  return (
    <div className="flex max-w-xl flex-col items-end gap-2">
      <div className="flex gap-2">
        {set.mayDecide ? (
          <>
            <Button disabled={decide.isPending} onClick={() => decide.mutate(false)}>
              <X aria-hidden /> Reject
            </Button>
            <Button
              variant="primary"
              disabled={decide.isPending}
              onClick={() => decide.mutate(true)}
            >
              <Check aria-hidden /> Change {plural(set.rows.total, set.subject)}
            </Button>
          </>
        ) : null}
        {set.mayUndo && !set.undoneBy ? (
          <Button disabled={undo.isPending} onClick={() => undo.mutate({ rest: false })}>
            <Undo2 aria-hidden />{" "}
            {undo.isPending ? "Undoing…" : `Undo ${plural(set.rows.changed, set.subject)}`}
          </Button>
        ) : null}
      </div>
      <ReasonDialog
        asked={asked}
        busy={undo.isPending}
        onReason={(reason) => undo.mutate({ rest: undo.variables?.rest ?? false, reason })}
        onCancel={undo.reset}
      />
      {error ? (
        <ErrorState
          title={error.message}
          requestId={error instanceof ApiError ? error.requestId : undefined}
          action={
            blocked?.free ? (
              <Button onClick={() => undo.mutate({ rest: true })}>Undo the rest</Button>
            ) : null
          }
        >
          {blocked?.blocked ? (
            <ScrollBox label="Rows in the way" className="max-h-40">
              <ul>
                {blocked.blocked.map((row) => (
                  <li key={row.id} className="break-words">
                    <code>{row.label}</code>: {row.why}
                  </li>
                ))}
              </ul>
            </ScrollBox>
          ) : null}
        </ErrorState>
      ) : null}
    </div>
  );
}
