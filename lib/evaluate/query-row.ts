import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { contextSchema } from "#lib/retrieve/schemas.ts";
import { knownSettings } from "./configuration-row.ts";
import { guardExpectations } from "./guard-expectations.ts";
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

/** Saved queries as this person may read them, with the chunks that were replaced since followed to their successors. */
export async function selectQueries(
  tx: Tx,
  rest: RawBuilder<unknown>,
  staff: Staff,
): Promise<SavedQuery[]> {
  const { rows } = await sql<QueryRecord>`select ${queryColumns} from console.saved_queries s
    left join console.query_sets qs on qs.id = s.set_id ${rest}`.execute(tx);
  return guardQueries(
    tx,
    rows.map((row) => toSavedQuery(row, staff)),
    staff,
  );
}

export async function selectQuery(
  tx: Tx,
  where: RawBuilder<unknown>,
  staff: Staff,
): Promise<SavedQuery | undefined> {
  return (await selectQueries(tx, sql`where ${where} limit 1`, staff))[0];
}

/** What a query is stored to expect, whoever may see it. */
export async function storedExpectations(
  tx: Tx,
  id: string,
): Promise<Pick<SavedQuery, "expected" | "unwanted">> {
  const { rows } = await sql<Pick<QueryRecord, "expected" | "unwanted">>`
    select expected, unwanted from console.saved_queries where id = ${id}`.execute(tx);
  return {
    expected: expectations.parse(rows[0]?.expected),
    unwanted: expectations.parse(rows[0]?.unwanted),
  };
}

/** Asks of all the queries' expectations together. */
async function guardQueries(tx: Tx, queries: SavedQuery[], staff: Staff): Promise<SavedQuery[]> {
  const written = queries.flatMap(({ expected, unwanted }) => [...expected, ...unwanted]);
  const shown = (await guardExpectations(tx, viewerOf(staff), written)).values();
  const next = (list: Expectation[]) => shown.take(list.length).toArray();
  return queries.map((query) => {
    const expected = next(query.expected);
    return { ...query, expected, unwanted: next(query.unwanted) };
  });
}
