import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { createRun, type NewRun } from "#lib/ingest/create-run.ts";
import { readPlan } from "#lib/ingest/read-plan.ts";
import { readRun } from "#lib/ingest/read-run.ts";
import { executeRun, type RunOptions } from "#lib/ingest/run-ingest.ts";

const requestedBy = { id: null, label: "a test" };

export function newRun(db: Db, run: Partial<NewRun> = {}): Promise<string> {
  return createRun(db, { kind: "ingest", mode: "incremental", requestedBy, ...run });
}

/** Works a run to its end in this process; what it did, its plan and its events. */
export async function runToEnd(db: Db, run: Partial<NewRun> = {}, options: RunOptions = {}) {
  const id = await newRun(db, run);
  const state = await executeRun(db, id, options);
  return { id, state, ...(await whatRunDid(db, id)) };
}

export async function whatRunDid(db: Db, id: string) {
  const { run, events } = await readRun(db, id, { seesRestricted: true });
  const plan = await readPlan(db, id, { seesRestricted: true });
  return { run, events: events.items, plan: plan.items };
}

export type ChunkRow = {
  id: string;
  path: string;
  chunk_index: number;
  text: string;
  curated: Record<string, unknown> | null;
  needs_review: boolean;
  context_tags: string[] | null;
  visibility: string | null;
  vector: boolean;
};

/** Every chunk with its document's path, in order; `vector`: it has one, served or parked. */
export async function chunkRows(db: Db): Promise<ChunkRow[]> {
  const { rows } =
    await sql<ChunkRow>`select c.id, d.path, c.chunk_index, c.text, c.curated, c.needs_review,
      c.context_tags, c.visibility,
      exists (select 1 from public.embeddings e where e.chunk_id = c.id)
        or exists (select 1 from console.parked_embeddings p where p.chunk_id = c.id) as vector
    from public.chunks c join public.documents d on d.id = c.document_id order by d.path, c.chunk_index`.execute(
      db,
    );
  return rows;
}

/** Sections of a text that make a chunk each: about 800 tokens under a heading of their own. */
export function sections(...words: string[]): string {
  return words
    .map(
      (word) =>
        `# ${word}\n\n${`The ${word} is told of here in a sentence of its own. `.repeat(60)}`,
    )
    .join("\n\n");
}
