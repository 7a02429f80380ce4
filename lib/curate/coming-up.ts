import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { ComingUp } from "./overview-schemas.ts";

/** Documents that start or expire within so many days, the next first, at most 100. */
export function comingUp(db: Db, staff: Staff, days = 30): Promise<ComingUp[]> {
  const { documents, chunks } = baseTables();
  const viewer = viewerOf(staff);
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<Omit<ComingUp, "at"> & { at: Date; sensitive: boolean }>`
      select d.id as "documentId", coalesce(nullif(d.title, ''), d.path) as title, x.what, x.at,
        d.pricing_sensitive as sensitive, (select count(*)::int from ${chunks} c where c.document_id = d.id
          and ${visibleTo(viewer, "c")}) as chunks
      from ${documents} d cross join lateral (values ('starts', d.effective_from), ('expires', d.expires_on)) x (what, at)
      where x.at > now() and x.at <= now() + make_interval(days => ${days}) and d.status = 'active'
        and ${visibleTo(viewer, "d")}
      order by x.at, d.path, x.what limit 100`.execute(tx);
    return rows.map(({ sensitive, at, ...row }) => ({
      ...row,
      title: sensitive ? redactProse(row.title) : row.title,
      at: at.toISOString(),
    }));
  });
}
