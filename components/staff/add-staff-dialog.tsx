"use client";

import type { FormEvent } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { RoleField } from "./role-field.tsx";
import { useStaffChange } from "./use-staff-change.ts";

type NewStaff = { email: string; role: string };

/** Adds one person to the staff list. */
export function AddStaffDialog({ invites }: { invites: boolean }) {
  const { open, setOpen, mutation } = useStaffChange(async (input: NewStaff) => {
    const { note } = await apiSend<{ note: string }>("POST", "/api/staff", input, {
      idempotencyKey: crypto.randomUUID(),
    });
    return note;
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    mutation.mutate({ email: String(form.get("email")), role: String(form.get("role")) });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">Add a person</Button>
      </DialogTrigger>
      <DialogContent
        title="Add a person"
        description={
          invites
            ? "They get an invitation by e-mail and choose their password with it."
            : "The account itself is created in Supabase; this list says what it may do here."
        }
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormError error={mutation.error} />
          <Field label="E-mail address">
            {(control) => (
              <Input {...control} name="email" type="email" autoComplete="off" required />
            )}
          </Field>
          <RoleField initial="viewer" />
          <DialogFoot action="Add to the staff list" busy={mutation.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
