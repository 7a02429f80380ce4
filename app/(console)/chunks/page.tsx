import type { Metadata } from "next";
import { firstRows } from "#app/first-rows.ts";
import { readerOf } from "#app/reader-of.ts";
import { ChunksBrowser } from "#components/chunks/chunks-browser.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { chunkListSchema } from "#lib/corpus/browse-schemas.ts";
import { listChunks } from "#lib/corpus/list-chunks.ts";
import { database } from "#lib/db/pool.ts";
import type { RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Chunks" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function ChunksPage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const begin = await firstRows({
    screen: "chunks",
    schema: chunkListSchema,
    raw: await searchParams,
    staff,
    read: (state) => listChunks(database("read"), state, readerOf(staff)),
  });
  return <ChunksBrowser {...begin} mayEdit={can(staff.role, "documents.edit")} />;
}
