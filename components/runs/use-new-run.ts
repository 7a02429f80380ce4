"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useRef, useState } from "react";
import { apiGet, apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";
import type { RunPlan } from "#lib/ingest/plan-schemas.ts";
import { hasEnded, type RunProgress, type RunState } from "#lib/ingest/runs-schemas.ts";
import { requestKeys } from "./request-keys.ts";

type Settings = { discard: RefObject<(() => void) | null>; onClose: () => void };

const planned = (state: RunState | undefined) =>
  state !== undefined && (state === "waiting for approval" || hasEnded(state));

/** A run from its first word to its start: asked for, planned by a worker, then approved or thrown away. */
export function useNewRun({ discard, onClose }: Settings) {
  const router = useRouter();
  // However often a button is pressed, it makes one run.
  const [keyOf] = useState(() => ({ ask: requestKeys(), approve: requestKeys() }));
  // Of two presses in one moment the second is not even sent.
  const busy = useRef(false);
  // Closed before the answer came with the run's id: the run is thrown away when it comes.
  const closed = useRef(false);
  const ask = useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      apiSend<{ id: string }>("POST", "/api/runs", body, { idempotencyKey: keyOf.ask(body) }),
    onSuccess: ({ id: made }) => (closed.current ? throwAway(made) : undefined),
    onSettled: () => release(busy),
  });
  const id = ask.data?.id;
  const progress = useQuery({
    queryKey: ["run", id, "progress"],
    enabled: id !== undefined,
    queryFn: ({ signal }) => apiGet<RunProgress>(`/api/runs/${id}/progress`, signal),
    refetchInterval: ({ state }) => (planned(state.data?.run.state) ? false : 700),
  });
  const state = progress.data?.run.state;
  const plan = useQuery({
    queryKey: ["run", id, "plan", "totals"],
    enabled: planned(state),
    queryFn: ({ signal }) => apiGet<RunPlan>(`/api/runs/${id}/plan?limit=1`, signal),
  });
  const approve = useMutation({
    mutationFn: (tokens: number | undefined) =>
      apiSend("POST", `/api/runs/${id}/approve`, tokens === undefined ? {} : { tokens }, {
        idempotencyKey: keyOf.approve({ id, tokens }),
      }),
    onSuccess: () => open(),
    onSettled: () => release(busy),
  });
  const settled = approve.isPending || approve.isSuccess || (state && hasEnded(state));
  const waits = useRef<string | null>(null);
  useEffect(() => {
    waits.current = id !== undefined && !settled ? id : null;
    discard.current = () => {
      closed.current = true;
      if (waits.current) throwAway(waits.current);
      waits.current = null;
    };
  });
  function open() {
    waits.current = null;
    onClose();
    router.push(`/runs/${id}` as Route);
  }
  const once = (send: () => void) => {
    if (busy.current) return;
    busy.current = true;
    send();
  };
  return {
    asked: ask.data !== undefined,
    askError: ask.error,
    asking: ask.isPending,
    ask: (body: Record<string, unknown>) => once(() => ask.mutate(body)),
    progress,
    plan,
    approval: approve,
    approve: (tokens: number | undefined) => once(() => approve.mutate(tokens)),
    open,
  };
}

function release(busy: RefObject<boolean>): void {
  busy.current = false;
}

function throwAway(id: string): void {
  apiSend("POST", `/api/runs/${id}/cancel`).then(
    () => toast.success("The plan was thrown away. Nothing was started."),
    () => toast.error("The plan could not be thrown away: look at the runs."),
  );
}
