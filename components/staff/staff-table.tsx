"use client";

import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { roleLabels } from "#lib/auth/permissions.ts";
import type { StaffRow } from "#lib/auth/schemas.ts";
import { ChangeRoleDialog } from "./change-role-dialog.tsx";
import { RemoveStaffDialog } from "./remove-staff-dialog.tsx";

type Row = StaffRow & { own: boolean };

/** Everyone on the staff list, with what may be done about each. */
export function StaffTable({ items, ownId }: { items: StaffRow[]; ownId: string }) {
  return (
    <DataTable
      label="Staff"
      columns={columns}
      rows={items.map((row) => ({ ...row, own: row.id === ownId }))}
      rowKey={(row) => row.id}
    />
  );
}

const columns: Column<Row>[] = [
  { id: "email", header: "E-mail address", cell: Email },
  { id: "role", header: "Role", cell: (row) => roleLabels[row.role] },
  { id: "account", header: "Account", cell: Account },
  { id: "added", header: "Added", cell: (row) => <RelativeTime at={row.createdAt} /> },
  { id: "actions", header: "Actions", headerHidden: true, cell: Actions },
];

function Email({ email, own }: Row) {
  return (
    <>
      {email}
      {own ? <span className="text-muted"> (you)</span> : null}
    </>
  );
}

function Account({ userId }: Row) {
  if (userId) return <Badge tone="ok">signed in before</Badge>;
  return <Badge>waiting for the first sign-in</Badge>;
}

function Actions(row: Row) {
  return (
    <div className="flex justify-end gap-1">
      <ChangeRoleDialog row={row} />
      <RemoveStaffDialog row={row} own={row.own} />
    </div>
  );
}
