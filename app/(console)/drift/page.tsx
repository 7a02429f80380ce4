import type { Metadata } from "next";
import { readPage } from "#app/first-rows.ts";
import { DriftScreen } from "#components/drift/drift-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { driftListSchema } from "#lib/corpus/drift-schemas.ts";
import { listDrift } from "#lib/curate/list-drift.ts";
import { database } from "#lib/db/pool.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Drift" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function DriftPage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const { state, ignored } = parseSearchParams(driftListSchema, await searchParams);
  const page = await readPage(state, (of) => listDrift(database("read"), of, staff), ignored);
  return (
    <DriftScreen
      {...page}
      state={state}
      ignored={ignored}
      mayEdit={can(staff.role, "documents.edit")}
      mayDownload={can(staff.role, "loosen")}
    />
  );
}
