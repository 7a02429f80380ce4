import { sql } from "kysely";
import { env } from "#lib/env/env.ts";

/** The three base tables under the names that the environment gives them, as SQL identifiers. */
export function baseTables() {
  const { documents, chunks, embeddings } = env().tables;
  return {
    documents: sql.table(qualified(documents)),
    chunks: sql.table(qualified(chunks)),
    embeddings: sql.table(qualified(embeddings)),
  };
}

function qualified(name: string): string {
  return name.includes(".") ? name : `public.${name}`;
}

/** The three names as `schema.table`: documents, chunks, embeddings. */
export function baseTableNames(): string[] {
  const { documents, chunks, embeddings } = env().tables;
  return [documents, chunks, embeddings].map(qualified);
}
