import type { Metadata } from "next";
import { ChangesScreen } from "#components/changes/changes-screen.tsx";
import { ComingUpList } from "#components/changes/coming-up-list.tsx";
import { ImportButton } from "#components/changes/import-button.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { listChangesQuerySchema } from "#lib/corpus/change-schemas.ts";
import { comingUp } from "#lib/curate/coming-up.ts";
import { listChangeSets } from "#lib/curate/list-change-sets.ts";
import { database } from "#lib/db/pool.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Changes" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function ChangesPage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const { state } = parseSearchParams(listChangesQuerySchema, await searchParams);
  const single = state.single === "1";
  const [list, coming] = await Promise.all([
    listChangeSets(database(), { cursor: state.cursor, single }, staff),
    comingUp(database("read"), staff),
  ]);
  return (
    <ChangesScreen
      {...list}
      single={single}
      action={can(staff.role, "documents.edit") ? <ImportButton /> : null}
      comingUp={<ComingUpList items={coming} />}
    />
  );
}
