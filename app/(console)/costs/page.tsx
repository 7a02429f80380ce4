import type { Metadata } from "next";
import { CostsScreen } from "#components/costs/costs-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { database } from "#lib/db/pool.ts";
import { costsSearchSchema } from "#lib/embed/cost-request-schemas.ts";
import { readCosts } from "#lib/embed/read-costs.ts";

export const metadata: Metadata = { title: "Costs" };

export default async function CostsPage({ searchParams }: PageProps<"/costs">) {
  await requireStaff("read");
  const search = costsSearchSchema.parse(await searchParams);
  return <CostsScreen search={search} costs={await readCosts(database(), search)} />;
}
