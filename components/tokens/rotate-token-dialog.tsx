"use client";

import type { FormEvent } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { RotateToken } from "#lib/auth/token-request-schemas.ts";
import type { MadeToken as Made, TokenRow } from "#lib/auth/token-schemas.ts";
import { LifetimeField, lifetimeOf } from "./lifetime-field.tsx";
import { MadeToken } from "./made-token.tsx";
import { useTokenChange } from "./use-token-change.ts";

const graces = [
  { hours: "0", label: "Ends at once" },
  { hours: "1", label: "Goes on for 1 hour" },
  { hours: "24", label: "Goes on for 24 hours" },
  { hours: "168", label: "Goes on for 7 days" },
];

/** Gives a consumer a new secret; the old one goes on for as long as the change takes. */
export function RotateTokenDialog({ row }: { row: TokenRow }) {
  const { open, setOpen, mutation } = useTokenChange((input: RotateToken, key) =>
    apiSend<Made>("POST", `/api/tokens/${row.id}/rotate`, input, {
      ifMatch: row.version,
      idempotencyKey: key,
    }),
  );
  const made = mutation.data;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    mutation.mutate({ graceHours: Number(form.get("grace")), expiresInDays: lifetimeOf(form) });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant="ghost">
          Replace<span className="sr-only"> the secret of {row.consumer}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title={made ? `New secret for ${row.consumer}` : `Replace the secret of ${row.consumer}?`}
        description={
          made
            ? "It works from now on, under the same rights and the same limit."
            : "A new secret with the same rights and the same limit. Put it into the program before the old one ends."
        }
      >
        {made ? (
          <MadeToken made={made} />
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <FormError error={mutation.error} />
            <Field label="The old secret">
              {(control) => (
                <Select {...control} name="grace" defaultValue="24">
                  {graces.map(({ hours, label }) => (
                    <option key={hours} value={hours}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <LifetimeField />
            <DialogFoot action="Make a new secret" busy={mutation.isPending} />
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
