import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Flag, listFlagsSchema } from "#lib/corpus/flag-schemas.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { redactProse } from "#lib/guardrail/redact.ts";

const pageSize = 100;
type StoredFlag = Omit<Flag, "at" | "resolvedAt"> & {
  at: Date;
  resolvedAt: Date | null;
  sensitive: boolean;
};

/** Flags, the newest first, on what this person may see. */
export function listFlags(
  db: Db,
  { state, document, cursor }: z.output<typeof listFlagsSchema>,
  staff: Staff,
): Promise<{ items: Flag[]; nextCursor: string | null }> {
  permit(staff, "read");
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<StoredFlag>`
      select f.id, f.subject_type as subject, f.subject_id as "subjectId", f.document_id as "documentId", f.label, f.kind,
        f.note, f.created_by_label as by, f.created_at as at, f.resolved_at as "resolvedAt",
        f.resolved_by_label as "resolvedBy", f.resolution, d.pricing_sensitive as sensitive
      from ${visibleFlags(viewerOf(staff))}
        and ${state === "open" ? sql`f.resolved_at is null` : sql`f.resolved_at is not null`}
        and (${document || null}::uuid is null or f.document_id = ${document || null}::uuid)
        and (${cursor || null}::uuid is null or f.id < ${cursor || null}::uuid)
      order by f.id desc limit ${pageSize + 1}`.execute(tx);
    const items = rows.slice(0, pageSize).map(({ sensitive, at, resolvedAt, ...flag }) => ({
      ...flag,
      note: sensitive ? redactProse(flag.note) : flag.note,
      resolution: sensitive && flag.resolution ? redactProse(flag.resolution) : flag.resolution,
      at: at.toISOString(),
      resolvedAt: resolvedAt?.toISOString() ?? null,
    }));
    return { items, nextCursor: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
  });
}

/** How many flags are open. */
export function countOpenFlags(db: Db, viewer: Viewer): Promise<number> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from ${visibleFlags(viewer)} and f.resolved_at is null`.execute(
      tx,
    );
    return rows[0]?.n ?? 0;
  });
}

/** SQL: flags `f` on what this person may see, with their document `d`; conditions may follow. */
export function visibleFlags(viewer: Viewer): RawBuilder<unknown> {
  const { documents, chunks } = baseTables();
  return sql`console.flags f join ${documents} d on d.id = f.document_id
    left join ${chunks} c on f.subject_type = 'chunk' and c.id = f.subject_id
    where ${visibleTo(viewer, "d")} and (c.id is null or ${visibleTo(viewer, "c")})`;
}
