"use client";

import { type FormEvent, useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { toast } from "#components/ui/toast.ts";
import { plural } from "#lib/format/number.ts";
import type { ShadowSet } from "#lib/ingest/shadow-schemas.ts";
import { useModelChange } from "./use-model-change.ts";

/** Throws a set away, after saying what is lost. */
export function DiscardDialog({ set }: { set: ShadowSet }) {
  const [open, setOpen] = useState(false);
  const discard = useModelChange(
    () => apiSend("DELETE", `/api/models/${set.id}`),
    () => toast.success(`The vectors of ${set.model} are thrown away.`),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    discard.mutate();
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost">
          Throw away<span className="sr-only"> the vectors of {set.model}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Throw away ${plural(set.coverage.covered, "vector")}?`}
        description={
          set.servedUntil
            ? `Going back to ${set.model} will no longer be instant. What is served stays as it is.`
            : `The set of ${set.model} ends. What is served stays as it is; bought vectors stay in the cache, so that the same texts are not bought again.`
        }
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormError error={discard.error} />
          <DialogFoot
            action={`Throw away ${plural(set.coverage.covered, "vector")}`}
            danger
            busy={discard.isPending}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}
