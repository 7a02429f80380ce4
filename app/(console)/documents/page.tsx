import type { Metadata } from "next";
import { DocumentsScreen } from "#components/documents/documents-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { listDocuments } from "#lib/corpus/list-documents.ts";
import { documentListSchema } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Documents" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function DocumentsPage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const { state, ignored } = parseSearchParams(documentListSchema, await searchParams);
  const list = await listDocuments(database("read"), state, viewerOf(staff), redactProse);
  return <DocumentsScreen list={list} state={state} ignored={ignored} />;
}
