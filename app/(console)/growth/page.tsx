import type { Metadata } from "next";
import { readerOf } from "#app/reader-of.ts";
import { GrowthScreen } from "#components/growth/growth-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { growthSearchSchema } from "#lib/corpus/growth-request-schemas.ts";
import { readGrowth } from "#lib/corpus/read-growth.ts";
import { database } from "#lib/db/pool.ts";

export const metadata: Metadata = { title: "Growth" };

export default async function GrowthPage({ searchParams }: PageProps<"/growth">) {
  const staff = await requireStaff("read");
  const search = growthSearchSchema.parse(await searchParams);
  const growth = await readGrowth(database(), search, readerOf(staff));
  return <GrowthScreen search={search} growth={growth} />;
}
