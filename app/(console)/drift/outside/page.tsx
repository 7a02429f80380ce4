import type { Metadata } from "next";
import { OutsideScreen } from "#components/drift/outside-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { foreignWritesSchema } from "#lib/corpus/foreign-write-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { listForeignWrites } from "#lib/curate/foreign-writes.ts";
import { database } from "#lib/db/pool.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Written by other programs" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function OutsidePage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const { state } = parseSearchParams(foreignWritesSchema, await searchParams);
  const page = await listForeignWrites(database("read"), { ...state, ...viewerOf(staff) });
  return (
    <OutsideScreen
      {...page}
      state={state}
      mayEdit={can(staff.role, "documents.edit")}
      mayRestore={can(staff.role, "loosen")}
    />
  );
}
