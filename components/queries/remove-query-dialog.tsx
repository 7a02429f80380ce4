"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SavedQuery } from "#lib/evaluate/schemas.ts";

/** Takes one saved query away, after asking. */
export function RemoveQueryDialog({ query }: { query: SavedQuery }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const mutation = useMutation({
    mutationFn: () =>
      apiSend<void>("DELETE", `/api/retrieval/queries/${query.id}`, undefined, {
        ifMatch: query.version,
      }),
    onSuccess: () => {
      setOpen(false);
      toast.success(`The query “${query.name}” is removed.`);
      router.refresh();
    },
  });
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant="ghost">
          Remove<span className="sr-only"> {query.name}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Remove this saved query?"
        description={`“${query.name}” and what it should bring are gone for everybody. Frozen results stay.`}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            mutation.mutate();
          }}
          className="flex flex-col gap-4"
        >
          <FormError error={mutation.error} />
          <DialogFoot action="Remove 1 query" danger busy={mutation.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
