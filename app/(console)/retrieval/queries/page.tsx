import type { Metadata } from "next";
import { QueriesScreen } from "#components/queries/queries-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { database } from "#lib/db/pool.ts";
import { listQueries } from "#lib/evaluate/list-queries.ts";
import { listQueriesSchema } from "#lib/evaluate/schemas.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Saved queries" };

type QueriesPageProps = { searchParams: Promise<RawSearchParams> };

export default async function QueriesPage({ searchParams }: QueriesPageProps) {
  const staff = await requireStaff("read");
  const { state, ignored } = parseSearchParams(listQueriesSchema, await searchParams);
  const page = await listQueries(database(), staff, state);
  return (
    <QueriesScreen
      page={page}
      state={state}
      ignored={ignored}
      canSave={can(staff.role, "queries.save")}
    />
  );
}
