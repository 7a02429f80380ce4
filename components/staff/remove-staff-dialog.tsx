"use client";

import type { FormEvent } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import type { StaffRow } from "#lib/auth/schemas.ts";
import { useStaffChange } from "./use-staff-change.ts";

/** Takes one person off the staff list, after asking. */
export function RemoveStaffDialog({ row, own }: { row: StaffRow; own: boolean }) {
  const { open, setOpen, mutation } = useStaffChange(async () => {
    await apiSend<void>("DELETE", `/api/staff/${row.id}`, undefined, { ifMatch: row.version });
    return `${row.email} is off the staff list.`;
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    mutation.mutate(undefined);
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant="ghost">
          Remove<span className="sr-only"> {row.email}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title={own ? "Remove yourself?" : "Remove this person?"}
        description={`${row.email} can see nothing here from their next click on. The account in Supabase stays; adding the address again gives access back.`}
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormError error={mutation.error} />
          <DialogFoot
            action={own ? "Remove me" : "Remove 1 person"}
            danger
            busy={mutation.isPending}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}
