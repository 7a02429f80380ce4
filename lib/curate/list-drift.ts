import { type RawBuilder, sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Drift, DriftListState } from "#lib/corpus/drift-schemas.ts";
import { documentFields, type FieldValue } from "#lib/corpus/field-schemas.ts";
import { readValue } from "#lib/corpus/plan-edit.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { cursorKeys, type KeysetRow, keyColumns, type Order, readKeyset } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { cleanField } from "./clean-field.ts";
import { driftRows, matching } from "./drift-rows.ts";

type StoredDrift = {
  documentId: string;
  path: string;
  version: number;
  column: string;
  value: unknown;
  said: unknown;
  source: Drift["source"];
  by: string | null;
  at: string | null;
  kept: boolean;
  sensitive: boolean;
};

type DriftPage = {
  items: Drift[];
  total: number;
  /** When this was read. */
  seenAt: string;
  nextCursor: string | null;
  previousCursor: string | null;
};

/** Those that nobody decided on first. */
const order: Order = {
  name: "drift",
  direction: "asc",
  nullable: false,
  keys: [
    { value: sql`x.kept`, type: "boolean" },
    { value: sql`x.path`, type: "text" },
    { value: sql`x.column`, type: "text" },
  ],
};

/** A page of the fields in which a document differs from what its manifest or file says, and how many there are. */
export function listDrift(db: Db, state: DriftListState, staff: Staff): Promise<DriftPage> {
  permit(staff, "read");
  return withRole(db, "perazzi_read", async (tx) => {
    const seen = await sql<{ at: Date }>`select now() as at`.execute(tx);
    const source = sql`select * from (${driftRows(viewerOf(staff))}) x where ${matching(state)}`;
    const { rows, ...cursors } = await readKeyset<StoredDrift & KeysetRow>(
      order,
      state,
      async ({ where, orderBy }, limit) => {
        const found = await sql<StoredDrift & KeysetRow>`
          select p.*, ${cursorKeys(order, "p")} as cursor_keys, false as cursor_hidden from (
            select x.*, ${keyColumns(order)} from (${source}) x where ${where} order by ${orderBy} limit ${limit}) p`.execute(
          tx,
        );
        return found.rows;
      },
    );
    return {
      items: rows.flatMap(shown),
      ...cursors,
      total: await countIn(tx, source),
      seenAt: (seen.rows[0]?.at ?? new Date()).toISOString(),
    };
  });
}

/** All of them. */
export async function driftIn(tx: Tx, viewer: Viewer): Promise<Drift[]> {
  const { rows } = await sql<StoredDrift>`select * from (${driftRows(viewer)}) x`.execute(tx);
  return rows.flatMap(shown);
}

function shown({ documentId, path, version, column, source, by, at, kept, ...row }: StoredDrift) {
  const field = documentFields.find((one) => one.column === column);
  if (!field) return [];
  const show = (one: unknown): FieldValue =>
    cleanField(row.sensitive, field, readValue(field, one));
  const drift: Drift = {
    documentId,
    path,
    version,
    field: field.name,
    label: field.label,
    value: show(row.value),
    said: show(row.said),
    source,
    by,
    at,
    kept,
  };
  return [drift];
}

/** How many of them nobody has said yet that they are meant. */
export function countDrift(db: Db, viewer: Viewer): Promise<number> {
  return withRole(db, "perazzi_read", (tx) =>
    countIn(tx, sql`select * from (${driftRows(viewer)}) x where not x.kept`),
  );
}

async function countIn(tx: Tx, source: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${source}) y`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}
