import { sql } from "kysely";
import { baseTableNames } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";

/** One table that is searched: what of it can hold words, and how its rows are named. */
export type ScanTable = {
  relation: string;
  columns: string[];
  key: string[];
  /** SQL over the row `t`: the id of the document that it belongs to. */
  documentId: "t.id" | "t.document_id" | "subject" | "none";
  readable: boolean;
};

type Found = {
  relation: string;
  columns: string[];
  key: string[];
  all: string[];
  readable: boolean;
};

/** The base tables and every table of ours, also one that was made after this was written. */
export async function scanTables(tx: Tx): Promise<ScanTable[]> {
  const base = baseTableNames();
  const { rows } = await sql<Found>`
    select n.nspname || '.' || c.relname as relation, has_table_privilege(c.oid, 'select') as readable,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype, 'text[]'::regtype)
        order by a.attnum) as columns,
      array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary order by a.attnum) as key,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as all
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and (n.nspname = 'console' or c.oid in (select to_regclass(b) from unnest(${base}::text[]) b))
    order by n.nspname <> 'console' desc, c.relname`.execute(tx);
  const documents = base[0];
  return rows
    .filter(({ columns }) => columns.length > 0)
    .map(({ relation, columns, key, all, readable }) => ({
      relation,
      columns,
      key,
      readable,
      documentId:
        relation === documents
          ? "t.id"
          : all.includes("document_id")
            ? "t.document_id"
            : all.includes("subject_id") && all.includes("subject_type")
              ? "subject"
              : "none",
    }));
}
