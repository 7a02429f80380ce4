import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { Staff } from "#lib/auth/schemas.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { contextSchema } from "#lib/retrieve/schemas.ts";
import { knownSettings } from "./configuration-row.ts";
import { type Expectation, expectationSchema, type SavedQuery } from "./schemas.ts";

type QueryRecord = {
  id: string;
  name: string;
  text: string;
  set_name: string | null;
  context: unknown;
  filters: unknown;
  expected: unknown;
  unwanted: unknown;
  note: string | null;
  shared: boolean;
  owner_id: string;
  owner_label: string;
  updated_at: Date;
  version: string;
};

const expectations = z.array(expectationSchema).catch([]);

const queryColumns = sql`s.id, s.name, s.text, qs.name as set_name, s.context, s.filters, s.expected,
  s.unwanted, s.note, s.shared, s.owner_id, s.owner_label, s.updated_at, s.row_version as version`;

function toSavedQuery(record: QueryRecord, staff: Staff): SavedQuery {
  return {
    id: record.id,
    name: record.name,
    text: record.text,
    set: record.set_name,
    context: contextSchema.catch({}).parse(record.context),
    filters: knownSettings(record.filters),
    expected: expectations.parse(record.expected),
    unwanted: expectations.parse(record.unwanted),
    note: record.note,
    shared: record.shared,
    owner: record.owner_label,
    mine: record.owner_id === staff.id,
    updatedAt: record.updated_at.toISOString(),
    version: Number(record.version),
  };
}

/** Saved queries as they are to be read, with the chunks that were replaced since followed to their successors. */
export async function selectQueries(
  tx: Tx,
  rest: RawBuilder<unknown>,
  staff: Staff,
): Promise<SavedQuery[]> {
  const { rows } = await sql<QueryRecord>`select ${queryColumns} from console.saved_queries s
    left join console.query_sets qs on qs.id = s.set_id ${rest}`.execute(tx);
  return followChunks(
    tx,
    rows.map((row) => toSavedQuery(row, staff)),
  );
}

export async function selectQuery(
  tx: Tx,
  where: RawBuilder<unknown>,
  staff: Staff,
): Promise<SavedQuery | undefined> {
  return (await selectQueries(tx, sql`where ${where} limit 1`, staff))[0];
}

/** A chunk that is gone is meant by its document's path and its heading: the first such chunk takes its place. */
async function followChunks(tx: Tx, queries: SavedQuery[]): Promise<SavedQuery[]> {
  const meant = queries.flatMap(({ expected, unwanted }) => [...expected, ...unwanted]);
  const asked = meant.filter((one) => one.kind === "chunk" && one.id !== null);
  if (asked.length === 0) return queries;
  const { documents, chunks } = baseTables();
  const { rows } = await sql<{ gone: string; successor: string | null }>`
    select w.id as gone, (select c.id from ${chunks} c join ${documents} d on d.id = c.document_id
        where d.path = w.path and c.heading_path = w.heading order by c.chunk_index limit 1) as successor
    from unnest(${asked.map((one) => one.id)}::uuid[], ${asked.map((one) => one.path)}::text[],
      ${asked.map((one) => one.heading)}::text[]) as w (id, path, heading)
    where not exists (select 1 from ${chunks} c where c.id = w.id)
    limit ${asked.length}`.execute(tx);
  const successors = new Map(rows.map(({ gone, successor }) => [gone, successor]));
  const follow = (list: Expectation[]) =>
    list.map((one) => ({ ...one, id: (one.id && successors.get(one.id)) || one.id }));
  return queries.map((query) => ({
    ...query,
    expected: follow(query.expected),
    unwanted: follow(query.unwanted),
  }));
}
