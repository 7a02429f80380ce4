import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { ScanTable } from "./scan-tables.ts";

export type StoredRow = {
  key: string;
  document_id: string | null;
  sensitive: boolean | null;
  fields: Record<string, unknown>;
};

// Pages of 8 kB read together: a few hundred rows with their long values.
const pagesAtOnce = 8;

/** Every row of a table, a few pages at a time in the order of the disk, so that memory stays bounded. */
export async function* scanRows(db: Db, table: ScanTable): AsyncGenerator<StoredRow[]> {
  const total = await pageCount(db, table.relation);
  for (let page = 0; page < total; page += pagesAtOnce) {
    const rows = await readPages(db, table, page);
    if (rows.length > 0) yield rows;
  }
}

function pageCount(db: Db, relation: string): Promise<number> {
  return withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql<{ pages: number }>`select
      (pg_relation_size(${relation}::regclass) / current_setting('block_size')::int)::int as pages`.execute(
      tx,
    );
    return rows[0]?.pages ?? 0;
  });
}

function readPages(db: Db, table: ScanTable, page: number): Promise<StoredRow[]> {
  const { documents, chunks } = baseTables();
  const fields = sql.join(table.columns.flatMap((name) => [sql.lit(name), column(name)]));
  const key =
    table.key.length > 0
      ? sql`concat_ws(' ', ${sql.join(table.key.map(column))})`
      : sql`t.ctid::text`;
  const document = {
    "t.id": sql`t.id`,
    "t.document_id": sql`t.document_id`,
    subject: sql`case when t.subject_type = 'document' then (select s.id from ${documents} s where s.id::text = t.subject_id)
      when t.subject_type = 'chunk' then (select s.document_id from ${chunks} s where s.id::text = t.subject_id) end`,
    none: sql`null::uuid`,
  }[table.documentId];
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<StoredRow>`
        select r.key, r.document_id, d.pricing_sensitive as sensitive, r.fields
        from (select ${key} as key, ${document} as document_id, jsonb_build_object(${fields}) as fields
          from ${sql.table(table.relation)} t
          where t.ctid >= ${`(${page},0)`}::tid and t.ctid < ${`(${page + pagesAtOnce},0)`}::tid) r
        left join ${documents} d on d.id = r.document_id`.execute(tx);
      return rows;
    },
    { readOnly: true, timeoutMs: 60_000 },
  );
}

function column(name: string) {
  return sql`t.${sql.ref(name)}`;
}
