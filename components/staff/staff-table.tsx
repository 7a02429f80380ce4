import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import { roleLabels } from "#lib/auth/permissions.ts";
import type { StaffRow } from "#lib/auth/schemas.ts";
import { ChangeRoleDialog } from "./change-role-dialog.tsx";
import { RemoveStaffDialog } from "./remove-staff-dialog.tsx";

type StaffTableProps = { items: StaffRow[]; ownId: string };

/** Everyone on the staff list, with what may be done about each. */
export function StaffTable({ items, ownId }: StaffTableProps) {
  return (
    <Table label="Staff">
      <TableHead>
        <TableRow>
          <TableHeader>E-mail address</TableHeader>
          <TableHeader>Role</TableHeader>
          <TableHeader>Account</TableHeader>
          <TableHeader>Added</TableHeader>
          <TableHeader className="text-right">
            <span className="sr-only">Actions</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((row) => (
          <TableRow key={row.id}>
            <TableCell>
              {row.email}
              {row.id === ownId ? <span className="text-muted"> (you)</span> : null}
            </TableCell>
            <TableCell>{roleLabels[row.role]}</TableCell>
            <TableCell>
              {row.userId ? (
                <Badge tone="ok">signed in before</Badge>
              ) : (
                <Badge>waiting for the first sign-in</Badge>
              )}
            </TableCell>
            <TableCell>
              <RelativeTime at={row.createdAt} />
            </TableCell>
            <TableCell>
              <div className="flex justify-end gap-1">
                <ChangeRoleDialog row={row} />
                <RemoveStaffDialog row={row} own={row.id === ownId} />
              </div>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
