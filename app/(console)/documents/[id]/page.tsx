import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { documentPart } from "#app/document-part.tsx";
import { priceRules } from "#app/reader-of.ts";
import { DocumentScreen } from "#components/documents/document-screen.tsx";
import { documentTabs } from "#components/documents/document-tabs.tsx";
import { DocumentFailure } from "#components/runs/document-failure.tsx";
import { ReembedButton } from "#components/runs/reembed-button.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { readDocument } from "#lib/corpus/read-document.ts";
import { documentParamsSchema } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { listFlags } from "#lib/curate/list-flags.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { readDocumentFailure } from "#lib/ingest/read-document-failure.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Document" };

const stateSchema = z.object({
  tab: z.enum(documentTabs).default("text"),
  /** The chunk that the text begins with. */
  chunk: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
type PageProps = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function DocumentPage({ params, searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const parsed = documentParamsSchema.safeParse(await params);
  if (!parsed.success) notFound();
  const { tab, chunk } = parseSearchParams(stateSchema, await searchParams).state;
  const read = { ...priceRules, fromChunk: chunk };
  const { id } = parsed.data;
  const viewer = viewerOf(staff);
  const document = await readDocument(database("read"), id, viewer, read).catch(orNotFound);
  const query = { state: "open", document: document.id, cursor: "" } as const;
  const { items: flags } = await listFlags(database(), query, staff);
  return (
    <DocumentScreen
      document={document}
      tab={tab}
      flags={flags}
      mayEdit={can(staff.role, "documents.edit")}
      failure={<DocumentFailure failure={await readDocumentFailure(database(), document.id)} />}
      reembed={<ReembedButton documentId={document.id} canStart={can(staff.role, "runs.start")} />}
    >
      {await documentPart(tab, document, staff, chunk)}
    </DocumentScreen>
  );
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === "not_found") notFound();
  throw error;
}
