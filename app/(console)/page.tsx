import type { Metadata } from "next";
import { OverviewScreen } from "#components/documents/overview-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { readOverview } from "#lib/corpus/read-overview.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const staff = await requireStaff("read");
  const overview = await readOverview(database("read"), viewerOf(staff));
  return <OverviewScreen overview={overview} />;
}
