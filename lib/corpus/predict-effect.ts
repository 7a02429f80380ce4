import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Effect, EmbedMode, Viewer } from "./schemas.ts";
import { visibleTo } from "./visible.ts";

type Change = { status?: string | undefined; embedMode?: string | undefined };

/** How many chunks an edit would take from, or bring to, what customers are served. Changes nothing. */
export function predictEffect(db: Db, id: string, change: Change, viewer: Viewer): Promise<Effect> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { documents, chunks, embeddings } = baseTables();
    const found = await sql<Effect & { mode: EmbedMode; chunks: number }>`
      select d.embed_mode as mode, count(c.id)::int as chunks,
        count(*) filter (where s.now)::int as "servedNow",
        count(*) filter (where s.after and s.vector)::int as "servedAfter",
        count(*) filter (where s.now and not (s.after and s.vector))::int as leave,
        count(*) filter (where not s.now and s.after and s.vector)::int as enter,
        count(*) filter (where s.after and not s.vector)::int as "withoutVector"
      from ${documents} d left join ${chunks} c on c.document_id = d.id
        left join ${embeddings} e on e.chunk_id = c.id
        left join console.parked_embeddings p on p.chunk_id = c.id
        cross join lateral (select
          d.status = 'active' and d.visibility = 'public' and d.confidentiality = 'normal' and e.chunk_id is not null as now,
          e.chunk_id is not null or (p.chunk_id is not null and p.reason <> 'pricing') as vector,
          c.id is not null and coalesce(${change.status ?? null}::text, d.status) = 'active'
            and coalesce(${change.embedMode ?? null}::text, d.embed_mode) <> 'ignore'
            and d.visibility = 'public' and d.confidentiality = 'normal'
            and coalesce(d.effective_from <= now(), true) and coalesce(d.expires_on > now(), true)
            and coalesce(c.visibility, 'public') = 'public' and coalesce(c.confidentiality, 'normal') = 'normal' as after) s
      where d.id = ${id} and ${visibleTo(viewer, "d")}
      group by d.id`.execute(tx);
    const row = found.rows[0];
    if (!row) throw new AppError("not_found", "There is no such document.");
    const { mode, chunks: total, ...counts } = row;
    const nextMode = change.embedMode ?? mode;
    const rewrites = nextMode !== mode && nextMode !== "ignore";
    return { ...counts, rewritesChunks: rewrites || (total === 0 && nextMode !== "ignore") };
  });
}

/** Chunks of one document that the assistant's own query can return at this moment. */
export async function countServed(tx: Tx, id: string): Promise<number> {
  const { documents, chunks, embeddings } = baseTables();
  const found = await sql<{ served: number }>`
    select count(*)::int as served from ${embeddings} e join ${chunks} c on c.id = e.chunk_id
      join ${documents} d on d.id = c.document_id
    where d.id = ${id} and d.status = 'active' and d.visibility = 'public' and d.confidentiality = 'normal'`.execute(
    tx,
  );
  return found.rows[0]?.served ?? 0;
}
