"use client";

import type { FormEvent } from "react";
import { ApiError, apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import type { CreateToken } from "#lib/auth/token-request-schemas.ts";
import type { MadeToken as Made, TokenScope } from "#lib/auth/token-schemas.ts";
import { lifetimeOf } from "./lifetime-field.tsx";
import { MadeToken } from "./made-token.tsx";
import { TokenFields } from "./token-fields.tsx";
import { useTokenChange } from "./use-token-change.ts";
import { ceilingOf } from "./words.ts";

/** Makes a token for one program and tells its secret once. */
export function CreateTokenDialog() {
  const { open, setOpen, mutation } = useTokenChange((input: CreateToken, key) =>
    apiSend<Made>("POST", "/api/tokens", input, { idempotencyKey: key }),
  );
  const made = mutation.data;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    mutation.mutate({
      consumer: String(form.get("consumer")),
      scopes: form.getAll("scopes").map(String) as TokenScope[],
      ...ceilingOf(String(form.get("ceiling"))),
      requestsPerMinute: Number(form.get("requestsPerMinute")),
      expiresInDays: lifetimeOf(form),
    });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">New token</Button>
      </DialogTrigger>
      <DialogContent
        title={made ? `Token for ${made.token.consumer}` : "New token"}
        description={
          made
            ? "It works from now on."
            : "One for each program that asks this console, so that each can be watched and ended by itself."
        }
      >
        {made ? (
          <MadeToken made={made} />
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <TokenFields
              error={mutation.error}
              fields={mutation.error instanceof ApiError ? mutation.error.fields : {}}
              busy={mutation.isPending}
            />
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
