import type { Metadata } from "next";
import { FlagsScreen } from "#components/flags/flags-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { listFlagsSchema } from "#lib/corpus/flag-schemas.ts";
import { listFlags } from "#lib/curate/list-flags.ts";
import { database } from "#lib/db/pool.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Flags" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function FlagsPage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const { state } = parseSearchParams(listFlagsSchema, await searchParams);
  return (
    <FlagsScreen
      {...(await listFlags(database(), state, staff))}
      state={state.state}
      mayStart={can(staff.role, "runs.start")}
    />
  );
}
