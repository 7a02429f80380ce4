"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ScanSearch } from "lucide-react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

/** Asks for a search of everything stored. */
export function ScanButton({ canScan, running }: { canScan: boolean; running: boolean }) {
  const client = useQueryClient();
  const scan = useMutation({
    mutationFn: () => apiSend("POST", "/api/guardrails/scans"),
    onSuccess: () => client.invalidateQueries({ queryKey: ["guardrails"] }),
    onError: (error) => toast.error(error.message),
  });
  if (!canScan) return <span className="text-muted">Content owners start a search.</span>;
  return (
    <Button variant="primary" disabled={running || scan.isPending} onClick={() => scan.mutate()}>
      <ScanSearch aria-hidden />
      {running ? "Searching…" : "Search everything stored"}
    </Button>
  );
}
