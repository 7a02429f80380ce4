"use client";

import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Flag } from "#lib/corpus/flag-schemas.ts";

/** An admin grants "please re-ingest": the file is read anew by a run, the flag is resolved, and the run is shown. */
export function ReingestButton({ flag }: { flag: Flag }) {
  const router = useRouter();
  const key = useRef(crypto.randomUUID());
  const start = useMutation({
    mutationFn: async () => {
      const run = await apiSend<{ id: string }>(
        "POST",
        "/api/runs",
        { kind: "ingest", mode: "full", documentIds: [flag.documentId] },
        { idempotencyKey: key.current },
      );
      await apiSend("PATCH", `/api/flags/${flag.id}`, { resolution: "Re-ingested by a run." });
      return run;
    },
    onSuccess: ({ id }) => router.push(`/runs/${id}` as Route),
    onError: (error) => toast.error(error.message),
  });
  return (
    <Button
      size="sm"
      aria-label={`Re-ingest ${flag.label}`}
      disabled={start.isPending}
      onClick={() => start.mutate()}
    >
      <RefreshCw aria-hidden /> {start.isPending ? "Asking…" : "Re-ingest"}
    </Button>
  );
}
