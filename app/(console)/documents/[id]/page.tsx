import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { priceRules } from "#app/reader-of.ts";
import { DocumentScreen } from "#components/documents/document-screen.tsx";
import { ReembedButton } from "#components/runs/reembed-button.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { readDocument } from "#lib/corpus/read-document.ts";
import { readHistory } from "#lib/corpus/read-history.ts";
import { documentParamsSchema } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Document" };

const stateSchema = z.object({ chunk: z.coerce.number().int().min(0).max(1_000_000).default(0) });
type PageProps = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function DocumentPage({ params, searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const parsed = documentParamsSchema.safeParse(await params);
  if (!parsed.success) notFound();
  const { id } = parsed.data;
  const fromChunk = parseSearchParams(stateSchema, await searchParams).state.chunk;
  const [document, history] = await Promise.all([
    readDocument(database("read"), id, viewerOf(staff), { ...priceRules, fromChunk }).catch(
      orNotFound,
    ),
    readHistory(database(), id, redactProse),
  ]);
  return (
    <DocumentScreen
      document={document}
      history={history}
      fromChunk={fromChunk}
      mayEdit={can(staff.role, "documents.edit")}
      reembed={<ReembedButton documentId={id} canStart={can(staff.role, "runs.start")} />}
    />
  );
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === "not_found") notFound();
  throw error;
}
