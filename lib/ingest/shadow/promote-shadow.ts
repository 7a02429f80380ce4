import { sql } from "kysely";
import { type AuditActor, recordAudit } from "#lib/audit/record.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { readActiveModel } from "#lib/embed/active-model.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { ShadowState } from "../shadow-schemas.ts";
import { assertPromotable } from "./request-promotion.ts";

type Promoted = {
  id: string;
  model: string;
  state: ShadowState;
  promotion: { by: AuditActor; readers: string[] };
};

// Every vector is written once, and a large index takes each in.
const statementTimeoutMs = 1_800_000;

/**
 * Makes the vectors of a set the served ones, and the served ones a set that is kept, in one transaction: a reader
 * sees all of the one model or all of the other. Does nothing where nobody asked for it any more. Throws conflict
 * where the set is not complete, or runs are at work.
 */
export function promoteShadow(db: Db, setId: string): Promise<void> {
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      // Documents, then the active model, then the set: in the order in which every writer takes them.
      await sql`select count(*) from (select 1 from ${baseTables().documents} order by id for share) held`.execute(
        tx,
      );
      const from = await holdActiveModel(tx);
      const set = await holdPromoted(tx, setId);
      if (!set) return;
      await assertPromotable(tx, setId);
      const kept = await keepServed(tx, from, set);
      await serve(tx, set, from);
      await settle(tx, from, set);
      await recordAudit(tx, {
        actor: set.promotion.by,
        action: "shadow.promoted",
        subjectType: "shadow",
        subjectId: kept,
        subjectLabel: set.model,
        reason: `Confirmed to switch with it: ${set.promotion.readers.join(", ")}`.slice(0, 1_000),
        changes: { embedding_model: { from, to: set.model } },
      });
    },
    { timeoutMs: statementTimeoutMs },
  );
}

async function holdActiveModel(tx: Tx): Promise<string> {
  const active = await readActiveModel(tx);
  if (active === undefined)
    throw new AppError("conflict", "This database has no vectors yet: ingest the corpus first.");
  await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${active}::text))
    on conflict (key) do nothing`.execute(tx);
  const { rows } = await sql<{ model: string }>`select value #>> '{}' as model from console.settings
    where key = 'embedding_model' for update`.execute(tx);
  return rows[0]?.model ?? active;
}

async function holdPromoted(tx: Tx, setId: string): Promise<Promoted | undefined> {
  const { rows } = await sql<Promoted>`select id, model, state, promotion from console.shadow_sets
    where id = ${setId} for update`.execute(tx);
  return rows[0]?.state === "promoting" ? rows[0] : undefined;
}

/** The vectors that are served, or parked, become a set of their own. Returns its id. */
async function keepServed(tx: Tx, from: string, { promotion }: Promoted): Promise<string> {
  const { by } = promotion;
  const { rows } = await sql<{ id: string }>`insert into console.shadow_sets
      (model, created_by, created_by_label, filled_at, served_until)
    values (${from}, ${"label" in by ? null : by.userId}, ${"label" in by ? by.label : by.email}, now(), now())
    on conflict (model) do update set state = 'resting', served_until = now() returning id`.execute(
    tx,
  );
  const id = rows[0]?.id ?? "";
  await sql`delete from console.shadow_embeddings where set_id = ${id}`.execute(tx);
  await sql`insert into console.shadow_embeddings (set_id, chunk_id, embedding, created_at)
    select ${id}, chunk_id, embedding, coalesce(created_at, now()) from (
      select chunk_id, embedding, created_at from ${baseTables().embeddings} where embedding_model = ${from}
      union all
      select chunk_id, embedding, created_at from console.parked_embeddings where embedding_model = ${from}) was
    on conflict (set_id, chunk_id) do nothing`.execute(tx);
  return id;
}

/** The set's vectors take the place of the served and the parked ones, and come in where there was none. */
async function serve(tx: Tx, { id, model }: Promoted, from: string): Promise<void> {
  const { embeddings } = baseTables();
  const vectors = sql`console.shadow_embeddings v where v.set_id = ${id} and v.embedding is not null`;
  await sql`update console.parked_embeddings p set embedding_model = ${model}, embedding = v.embedding,
      embedding_norm = 1, created_at = v.created_at from ${vectors} and v.chunk_id = p.chunk_id`.execute(
    tx,
  );
  await sql`update ${embeddings} e set embedding_model = ${model}, embedding = v.embedding, embedding_norm = 1,
      created_at = v.created_at from ${vectors} and v.chunk_id = e.chunk_id`.execute(tx);
  await sql`insert into ${embeddings} (chunk_id, embedding_model, embedding, embedding_norm, created_at)
    select v.chunk_id, ${model}, v.embedding, 1, v.created_at from ${vectors}
      and not exists (select 1 from ${embeddings} e where e.chunk_id = v.chunk_id)
      and not exists (select 1 from console.parked_embeddings p where p.chunk_id = v.chunk_id)`.execute(
    tx,
  );
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from ${embeddings}
    where embedding_model <> ${model}`.execute(tx);
  if (rows[0]?.left)
    throw new AppError(
      "conflict",
      `${rows[0].left} served vectors are of neither ${from} nor ${model}: another program writes them. Nothing was changed; stop it, then promote.`,
    );
}

async function settle(tx: Tx, from: string, { id, model }: Promoted): Promise<void> {
  await sql`update console.settings set value = to_jsonb(${model}::text), updated_at = now()
    where key = 'embedding_model'`.execute(tx);
  // An environment that still names the former model is late, not wrong.
  await sql`insert into console.settings (key, value)
    values ('replaced_embedding_models', jsonb_build_array(${from}::text))
    on conflict (key) do update set updated_at = now(),
      value = (settings.value - ${from}::text - ${model}::text) || excluded.value`.execute(tx);
  await sql`delete from console.shadow_sets where id = ${id}`.execute(tx);
}
