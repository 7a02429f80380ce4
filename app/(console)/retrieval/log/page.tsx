import type { Metadata } from "next";
import { CallListScreen } from "#components/monitoring/call-list-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { listCalls } from "#lib/retrieve/monitor/list-calls.ts";
import { callListSchema } from "#lib/retrieve/monitor-request-schemas.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Calls" };

type CallsPageProps = { searchParams: Promise<RawSearchParams> };

export default async function CallsPage({ searchParams }: CallsPageProps) {
  const staff = await requireStaff("read");
  const { state } = parseSearchParams(callListSchema, await searchParams);
  const { items, more } = await listCalls(database(), state, viewerOf(staff));
  return <CallListScreen state={state} items={items} more={more} />;
}
