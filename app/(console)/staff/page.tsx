import type { Metadata } from "next";
import Link from "next/link";
import { AddStaffDialog } from "#components/staff/add-staff-dialog.tsx";
import { StaffTable } from "#components/staff/staff-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { listStaff } from "#lib/auth/list-staff.ts";
import { listStaffSchema } from "#lib/auth/schemas.ts";
import { database } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";

export const metadata: Metadata = { title: "Staff" };

type StaffPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StaffPage({ searchParams }: StaffPageProps) {
  const staff = await requireStaff("staff.manage");
  const query = listStaffSchema.safeParse(await searchParams);
  const { items, nextCursor } = await listStaff(database(), staff, query.data ?? {});
  const { secretKey, embedded } = env();
  return (
    <>
      <PageHeader
        title="Staff"
        purpose="Who may use this console, and what they may do."
        action={<AddStaffDialog invites={Boolean(secretKey) && !embedded} />}
      />
      <StaffTable items={items} ownId={staff.id} />
      {nextCursor ? (
        <p className="p-4">
          <Link href={{ pathname: "/staff", query: { after: nextCursor } }} className="underline">
            Next {items.length} people
          </Link>
        </p>
      ) : null}
    </>
  );
}
