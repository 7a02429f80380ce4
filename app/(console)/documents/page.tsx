import type { Metadata } from "next";
import { firstRows } from "#app/first-rows.ts";
import { readerOf } from "#app/reader-of.ts";
import { DocumentsBrowser } from "#components/documents/documents-browser.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { listDocuments } from "#lib/corpus/list-documents.ts";
import { database } from "#lib/db/pool.ts";
import type { RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Documents" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function DocumentsPage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const begin = await firstRows({
    screen: "documents",
    schema: documentListSchema,
    raw: await searchParams,
    staff,
    read: (state) => listDocuments(database("read"), state, readerOf(staff)),
  });
  const may = {
    mayEdit: can(staff.role, "documents.edit"),
    mayRun: can(staff.role, "runs.start"),
  };
  return <DocumentsBrowser {...begin} {...may} />;
}
