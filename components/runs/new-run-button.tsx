"use client";

import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

/** Starts an incremental run over the whole corpus and opens its page; others see why they cannot. */
export function NewRunButton({ canStart }: { canStart: boolean }) {
  const router = useRouter();
  const key = useRef(crypto.randomUUID());
  const start = useMutation({
    mutationFn: () =>
      apiSend<{ id: string }>(
        "POST",
        "/api/runs",
        { kind: "ingest", mode: "incremental" },
        { idempotencyKey: key.current },
      ),
    onSuccess: ({ id }) => {
      key.current = crypto.randomUUID();
      router.push(`/runs/${id}` as Route);
    },
    onError: (error) => toast.error(error.message),
  });
  if (!canStart) return <span className="text-muted">Only admins start runs.</span>;
  return (
    <Button variant="primary" disabled={start.isPending} onClick={() => start.mutate()}>
      <Play aria-hidden />
      {start.isPending ? "Asking…" : "Ingest what changed"}
    </Button>
  );
}
