"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

/** Sets a flag aside. */
export function ResolveButton({ id, label }: { id: string; label: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  const resolve = useMutation({
    mutationFn: () => apiSend("PATCH", `/api/flags/${id}`, {}),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["navigation"] });
      router.refresh();
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <Button
      size="sm"
      aria-label={`Resolve the flag on ${label}`}
      disabled={resolve.isPending}
      onClick={() => resolve.mutate()}
    >
      <Check aria-hidden /> Resolve
    </Button>
  );
}
