"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

/** Asks a worker to measure the index over many questions. */
export function MeasureButton({ canStart, running }: { canStart: boolean; running: boolean }) {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () => apiSend("POST", "/api/retrieval/index-measures"),
    onSuccess: () => client.invalidateQueries({ queryKey: ["index-measures"] }),
    onError: (error) => toast.error(error.message),
  });
  if (!canStart) return <span className="text-muted">QA and admins start a measure.</span>;
  return (
    <Button
      variant="primary"
      disabled={running || start.isPending}
      title="Asks every saved query, the history and random chunks twice: with the index and without"
      onClick={() => start.mutate()}
    >
      <Gauge aria-hidden />
      {running ? "Measuring…" : "Measure the index"}
    </Button>
  );
}
