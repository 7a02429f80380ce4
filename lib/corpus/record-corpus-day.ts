import { sql } from "kysely";
import { daysNow } from "#lib/db/days-now.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readStates } from "./read-states.ts";

/** Keeps how the corpus stands, for its growth over time: of each day the last count stays. */
export async function recordCorpusDay(db: Db, redactionVersion: string): Promise<void> {
  const today = daysNow({}).bars.last;
  for (const seesRestricted of [false, true]) {
    const reader = { seesRestricted, redactionVersion, redact: (text: string) => text };
    const { documents, chunks } = await readStates(db, reader);
    await withRole(db, "perazzi_console", (tx) =>
      sql`insert into console.corpus_days (day, restricted, taken_at, documents, active, documents_embedded, documents_stale,
          documents_missing, chunks, chunks_embedded, chunks_stale, chunks_missing)
        values (${today}, ${seesRestricted}, now(), ${documents.all}, ${documents.active}, ${documents.embedded},
          ${documents.stale}, ${documents.missing}, ${chunks.all}, ${chunks.embedded}, ${chunks.stale}, ${chunks.missing})
        on conflict (day, restricted) do update set taken_at = excluded.taken_at, documents = excluded.documents,
          active = excluded.active, documents_embedded = excluded.documents_embedded,
          documents_stale = excluded.documents_stale, documents_missing = excluded.documents_missing,
          chunks = excluded.chunks, chunks_embedded = excluded.chunks_embedded, chunks_stale = excluded.chunks_stale,
          chunks_missing = excluded.chunks_missing`.execute(tx),
    );
  }
}
