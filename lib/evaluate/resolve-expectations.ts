import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { Expectation } from "./schemas.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What people wrote (a document's path, or the id of a chunk or document), by what the corpus knows of it. */
export async function resolveExpectations(
  tx: Tx,
  written: readonly string[],
): Promise<Map<string, Expectation>> {
  const { documents, chunks } = baseTables();
  const ids = written.filter((one) => uuid.test(one));
  const paths = written.filter((one) => !uuid.test(one));
  const { rows } = await sql<Expectation & { written: string }>`
    select w as written, 'document' as kind, d.id, d.path, null as heading
      from ${documents} d join unnest(${paths}::text[]) w on d.path = w
    union all select w::text, 'document', d.id, d.path, null
      from ${documents} d join unnest(${ids}::uuid[]) w on d.id = w
    union all select w::text, 'chunk', c.id, d.path, c.heading_path
      from ${chunks} c join ${documents} d on d.id = c.document_id join unnest(${ids}::uuid[]) w on c.id = w
    limit ${written.length + 1}`.execute(tx);
  const known = new Map(
    rows.map(({ written: key, ...expectation }) => [key.toLowerCase(), expectation]),
  );
  return new Map(
    written.flatMap((one): [string, Expectation][] => {
      const found = known.get(one.toLowerCase());
      if (found) return [[one, found]];
      // A path may come with the next ingestion; an id that is nowhere means nothing.
      return uuid.test(one)
        ? []
        : [[one, { kind: "document", id: null, path: one, heading: null }]];
    }),
  );
}
