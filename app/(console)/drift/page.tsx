import type { Metadata } from "next";
import { DriftScreen } from "#components/drift/drift-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { listDrift } from "#lib/curate/list-drift.ts";
import { database } from "#lib/db/pool.ts";

export const metadata: Metadata = { title: "Drift" };

export default async function DriftPage() {
  const staff = await requireStaff("read");
  const { items, total } = await listDrift(database("read"), staff);
  return (
    <DriftScreen
      items={items}
      total={total}
      mayEdit={can(staff.role, "documents.edit")}
      mayDownload={can(staff.role, "loosen")}
    />
  );
}
