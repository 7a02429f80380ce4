import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { knownSettings } from "../configuration-row.ts";
import type { Question } from "./begin-measure.ts";

type Asked = {
  query?: string;
  vector?: number[];
  model?: string;
  configuration: ConfigurationChanges;
};

/** What a picked question asks; undefined where it is gone since it was picked. */
export async function readQuestion(
  db: Db,
  { source, ref }: Pick<Question, "source" | "ref">,
): Promise<Asked | undefined> {
  if (source === "sample") return readVector(db, ref);
  const text = {
    saved: sql`select text, filters from console.saved_queries where id = ${ref}`,
    history: sql`select text, null as filters from console.query_history where id = ${ref}`,
    programs: sql`select query_text as text, null as filters from console.retrieval_log
      where id = ${ref} and query_text is not null`,
  }[source];
  const { rows } = await withRole(
    db,
    "perazzi_console",
    (tx) => sql<{ text: string; filters: unknown }>`${text}`.execute(tx),
    { readOnly: true },
  );
  const [row] = rows;
  // Of what a saved query brings along only its filters: the rest is as production has it.
  const { filters } = knownSettings(row?.filters);
  return row && { query: row.text, configuration: filters ? { filters } : {} };
}

/** The chunk's own vector as the question. */
async function readVector(db: Db, chunkId: string): Promise<Asked | undefined> {
  const { rows } = await withRole(db, "perazzi_read", (tx) =>
    sql<{
      vector: string;
      model: string;
    }>`select embedding::text as vector, embedding_model as model
      from ${baseTables().embeddings} where chunk_id = ${chunkId}`.execute(tx),
  );
  const [row] = rows;
  return row && { vector: JSON.parse(row.vector) as number[], model: row.model, configuration: {} };
}
