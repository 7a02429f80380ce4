import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { priceRules, readerOf } from "#app/reader-of.ts";
import { ChunkScreen } from "#components/chunks/chunk-screen.tsx";
import { timelineOf } from "#components/documents/timeline.ts";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { chunkParamsSchema } from "#lib/corpus/chunk-schemas.ts";
import { readChunk } from "#lib/corpus/read-chunk.ts";
import { readHistory } from "#lib/corpus/read-history.ts";
import { listFlags } from "#lib/curate/list-flags.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";

export const metadata: Metadata = { title: "Chunk" };

type PageProps = { params: Promise<{ id: string }> };

export default async function ChunkPage({ params }: PageProps) {
  const staff = await requireStaff("read");
  const parsed = chunkParamsSchema.safeParse(await params);
  if (!parsed.success) notFound();
  const chunk = await readChunk(database("read"), parsed.data.id, readerOf(staff)).catch(
    (error) => {
      if (error instanceof AppError && error.code === "not_found") notFound();
      throw error;
    },
  );
  const { id: chunkId, documentId } = chunk;
  const flagsOf = { state: "open", document: documentId, cursor: "" } as const;
  const [flags, entries] = await Promise.all([
    listFlags(database(), flagsOf, staff),
    readHistory(database(), { documentId, chunkId }, priceRules.redact),
  ]);
  return (
    <ChunkScreen
      chunk={chunk}
      mayEdit={can(staff.role, "documents.edit")}
      flags={flags.items.filter(({ subjectId }) => subjectId === chunkId)}
      happenings={timelineOf({ entries, runs: [], writes: [] })}
    />
  );
}
