import type { Metadata } from "next";
import { CompareScreen } from "#components/compare/compare-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { database } from "#lib/db/pool.ts";
import { listConfigurations } from "#lib/evaluate/list-configurations.ts";
import { listQueries } from "#lib/evaluate/list-queries.ts";
import { listQueriesSchema } from "#lib/evaluate/schemas.ts";
import { productionConfiguration } from "#lib/retrieve/configuration.ts";

export const metadata: Metadata = { title: "Compare two lanes" };

export default async function ComparePage() {
  const staff = await requireStaff("read");
  const [configurations, { sets, withoutSet }] = await Promise.all([
    listConfigurations(database(), staff),
    listQueries(database(), staff, listQueriesSchema.parse({}), 1),
  ]);
  return (
    <CompareScreen
      production={productionConfiguration()}
      configurations={configurations}
      sets={sets}
      withoutSet={withoutSet}
    />
  );
}
