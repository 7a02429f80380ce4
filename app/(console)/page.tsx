import type { Metadata } from "next";
import { readerOf } from "#app/reader-of.ts";
import { OverviewScreen } from "#components/overview/overview-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { readOverview } from "#lib/curate/read-overview.ts";
import { database } from "#lib/db/pool.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const staff = await requireStaff("read");
  return <OverviewScreen overview={await readOverview(database(), staff, readerOf(staff))} />;
}
