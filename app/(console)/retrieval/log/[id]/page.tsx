import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RetrievalScreen } from "#components/retrieval-log/retrieval-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { readRetrieval } from "#lib/retrieve/log/read-retrieval.ts";
import { retrievalParamsSchema } from "#lib/retrieve/proof-schemas.ts";

export const metadata: Metadata = { title: "Retrieval" };

type PageProps = { params: Promise<{ id: string }> };

export default async function RetrievalPage({ params }: PageProps) {
  const staff = await requireStaff("read");
  const parsed = retrievalParamsSchema.safeParse(await params);
  if (!parsed.success) notFound();
  const call = await readRetrieval(database(), parsed.data.id, viewerOf(staff)).catch(orNotFound);
  return <RetrievalScreen call={call} />;
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === "not_found") notFound();
  throw error;
}
