import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { Expectation } from "./schemas.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What people wrote (a document's path, or the id of a chunk or document), by what the corpus knows of it. What
 * this person may not see counts as not there.
 */
export async function resolveExpectations(
  tx: Tx,
  viewer: Viewer,
  written: readonly string[],
): Promise<Map<string, Expectation>> {
  const { documents, chunks } = baseTables();
  const ids = written.filter((one) => uuid.test(one));
  const paths = written.filter((one) => !uuid.test(one));
  const seen = visibleTo(viewer, "d");
  const { rows } = await sql<Expectation & { written: string; sensitive: boolean }>`
    select w as written, 'document' as kind, d.id, d.path, null as heading, d.pricing_sensitive as sensitive
      from ${documents} d join unnest(${paths}::text[]) w on d.path = w where ${seen}
    union all select w::text, 'document', d.id, d.path, null, d.pricing_sensitive
      from ${documents} d join unnest(${ids}::uuid[]) w on d.id = w where ${seen}
    union all select w::text, 'chunk', c.id, d.path, c.heading_path, d.pricing_sensitive
      from ${chunks} c join ${documents} d on d.id = c.document_id join unnest(${ids}::uuid[]) w on c.id = w
      where ${seen} and ${visibleTo(viewer, "c")}
    limit ${written.length + 1}`.execute(tx);
  const known = new Map(
    rows.map(({ written: key, sensitive, heading, ...expectation }) => [
      key.toLowerCase(),
      { ...expectation, heading: sensitive && heading !== null ? redactProse(heading) : heading },
    ]),
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
