"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleStop, RotateCcw } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { plural } from "#lib/format/number.ts";
import { hasEnded, type RunProgress } from "#lib/ingest/runs-schemas.ts";

/** What an admin can do with a run: stop it, or try again what failed. */
export function RunActions({ progress }: { progress: RunProgress }) {
  const { run, toRetry } = progress;
  if (!hasEnded(run.state)) return <CancelButton progress={progress} />;
  // A run that failed before it was planned is tried again as it was asked for.
  const unplanned = run.state === "failed" && run.plannedAt === null;
  if (run.state === "cancelled" || (toRetry === 0 && !unplanned)) return null;
  return <RetryButton id={run.id} failed={toRetry} whole={run.state === "failed"} />;
}

function CancelButton({ progress: { run } }: { progress: RunProgress }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => apiSend("POST", `/api/runs/${run.id}/cancel`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["run", run.id] }),
    onError: (error) => toast.error(error.message),
  });
  // The plan's own panel offers to throw it away.
  if (run.state === "waiting for approval") return null;
  const cancelling = cancel.isPending || run.state === "cancelling";
  return (
    <Button disabled={cancelling} onClick={() => cancel.mutate()}>
      <CircleStop aria-hidden /> {cancelling ? "Stopping…" : "Cancel the run"}
    </Button>
  );
}

type RetryProps = { id: string; failed: number; whole: boolean };

function RetryButton({ id, failed, whole }: RetryProps) {
  const router = useRouter();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const retry = useMutation({
    mutationFn: () =>
      apiSend<{ id: string }>("POST", `/api/runs/${id}/retry`, undefined, { idempotencyKey: key }),
    onSuccess: ({ id: next }) => router.push(`/runs/${next}` as Route),
    onError: (error) => {
      setKey(crypto.randomUUID());
      toast.error(error.message);
    },
  });
  return (
    <Button
      variant="primary"
      disabled={retry.isPending || retry.isSuccess}
      onClick={() => retry.mutate()}
    >
      <RotateCcw aria-hidden />
      {whole ? "Retry what was left undone" : `Retry ${plural(failed, "failed document")}`}
    </Button>
  );
}
