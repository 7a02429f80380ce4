"use client";

import { type FormEvent, use } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { toast } from "#components/ui/toast.ts";
import type { TokenRow } from "#lib/auth/token-schemas.ts";
import { AllTokens } from "./all-tokens.ts";
import { useTokenChange } from "./use-token-change.ts";
import { revokeText } from "./words.ts";

/** Ends one token at once, after asking. */
export function RevokeTokenDialog({ row }: { row: TokenRow }) {
  const all = use(AllTokens);
  const { open, setOpen, mutation } = useTokenChange(
    () => apiSend<TokenRow>("DELETE", `/api/tokens/${row.id}`, undefined, { ifMatch: row.version }),
    () => {
      setOpen(false);
      toast.success(`The token of ${row.consumer} is revoked.`);
    },
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    mutation.mutate(undefined);
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant="ghost">
          Revoke<span className="sr-only"> the token of {row.consumer}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Revoke the token of ${row.consumer}?`}
        description={revokeText(row, all)}
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormError error={mutation.error} />
          <DialogFoot action="Revoke 1 token" danger busy={mutation.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
