import type { Metadata } from "next";
import { MeasuresScreen } from "#components/index-quality/measures-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { database } from "#lib/db/pool.ts";
import { listMeasures } from "#lib/evaluate/index-quality/list-measures.ts";

export const metadata: Metadata = { title: "Index quality" };

export default async function IndexQualityPage() {
  const staff = await requireStaff("read");
  const first = await listMeasures(database(), staff);
  return (
    <MeasuresScreen first={first} now={Date.now()} canStart={can(staff.role, "queries.save")} />
  );
}
