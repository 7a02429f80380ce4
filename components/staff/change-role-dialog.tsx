"use client";

import type { FormEvent } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { roleLabels } from "#lib/auth/permissions.ts";
import type { StaffRow } from "#lib/auth/schemas.ts";
import { RoleField } from "./role-field.tsx";
import { useStaffChange } from "./use-staff-change.ts";

/** Gives one person another role, effective with their next request. */
export function ChangeRoleDialog({ row }: { row: StaffRow }) {
  const { open, setOpen, mutation } = useStaffChange(async (role: string) => {
    const now = await apiSend<StaffRow>(
      "PATCH",
      `/api/staff/${row.id}`,
      { role },
      {
        ifMatch: row.version,
      },
    );
    return `${now.email} now has the role ${roleLabels[now.role]}.`;
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    mutation.mutate(String(new FormData(event.currentTarget).get("role")));
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant="ghost">
          Change role<span className="sr-only"> of {row.email}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Change role"
        description={`Of ${row.email}. It takes effect with their next click.`}
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormError error={mutation.error} />
          <RoleField initial={row.role} />
          <DialogFoot action="Change role" busy={mutation.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
