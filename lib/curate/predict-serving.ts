import { type RawBuilder, sql } from "kysely";
import type { EmbeddingEffect, ServingEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { readActiveModel } from "#lib/embed/active-model.ts";
import { costOf, readPrice } from "#lib/embed/prices.ts";
import type { Hypothesis } from "./hypothesis.ts";

type Counts = Omit<ServingEffect, "asOf"> & {
  recutDocuments: number;
  again: number;
  tokens: number;
  parked: number;
};

/**
 * What leaves and enters what customers are served, by the rules of the triggers, and what has to be embedded again.
 * Holds no lock and writes nothing. `asOf` is the moment that it is for. Chunks that the viewer may not see count nowhere.
 */
export async function predictServing(
  tx: Tx,
  hypothesis: Hypothesis,
  asOf: Date | null,
  viewer: Viewer,
): Promise<{ serving: ServingEffect; embedding: EmbeddingEffect }> {
  const found = await sql<Counts>`
    select count(*) filter (where x.seen and x.now)::int as now,
      count(*) filter (where x.seen and x.allowed and x.vector)::int as after,
      count(*) filter (where x.seen and x.now and not (x.allowed and x.vector))::int as leave,
      count(*) filter (where x.seen and not x.now and x.allowed and x.vector)::int as enter,
      count(*) filter (where x.seen and x.allowed and not x.vector)::int as "withoutVector",
      count(distinct x.document_id) filter (where x.recut)::int as "recutDocuments",
      count(*) filter (where x.seen and x.again)::int as again,
      coalesce(sum(x.token_count) filter (where x.seen and x.again), 0)::int as tokens,
      count(*) filter (where x.seen and x.had_vector and not (x.allowed and x.vector))::int as parked
    from (select f.*, c.id is null or ${visibleTo(viewer, "c")} as seen
      from (${chunkFates(hypothesis, asOf)}) f left join ${baseTables().chunks} c on c.id = f.chunk_id) x`.execute(
    tx,
  );
  const row = found.rows[0];
  if (!row) throw new Error("an aggregate without grouping always has a row");
  const { recutDocuments, again, tokens, parked, ...serving } = row;
  const model = await readActiveModel(tx);
  const price = model ? (await readPrice(tx, model)).perMillion : 0;
  return {
    serving: { ...serving, asOf: asOf?.toISOString() ?? null },
    embedding: { again, tokens, cost: costOf(tokens, price), recutDocuments, parked },
  };
}

/**
 * Every chunk of the rows that would change: served now, to be found at that moment without the change, allowed
 * after it, with a vector to be found by.
 */
export function chunkFates(hypothesis: Hypothesis, asOf: Date | null): RawBuilder<unknown> {
  const { documents, chunks, embeddings } = baseTables();
  const at = asOf ? sql`${asOf.toISOString()}::timestamptz` : sql`now()`;
  const next = (column: string) => sql.ref(`n.${column}`);
  const narrowed = sql`d.embed_mode = 'full' and ${next("embed_mode")} <> 'full'`;
  const freed = sql`d.pricing_sensitive and not ${next("pricing_sensitive")}`;
  const flagged = sql`${next("pricing_sensitive")} and not d.pricing_sensitive`;
  const hasChunk = sql`c.id is not null`;
  return sql`
    select d.id as document_id, c.id as chunk_id, coalesce(c.token_count, 0) as token_count, e.chunk_id is not null as had_vector,
      e.chunk_id is not null and d.status = 'active' and d.visibility = 'public' and d.confidentiality = 'normal' as now,
      e.chunk_id is not null and d.status = 'active' and d.visibility = 'public' and d.confidentiality = 'normal'
        and coalesce(d.effective_from <= ${at}, true) and coalesce(d.expires_on > ${at}, true) as found,
      ${hasChunk} and n.status = 'active' and n.embed_mode <> 'ignore' and n.visibility = 'public' and n.confidentiality = 'normal'
        and (n.effective_from is null or n.effective_from <= ${at}) and (n.expires_on is null or n.expires_on > ${at})
        and coalesce(n.chunk_visibility, 'public') = 'public' and coalesce(n.chunk_confidentiality, 'normal') = 'normal'
        and not (${flagged}) as allowed,
      e.chunk_id is not null and not (${narrowed})
        or p.chunk_id is not null and (p.reason <> 'pricing' or ${freed})
          and not ((p.cut_full or ${narrowed}) and n.embed_mode = 'metadata-only') as vector,
      n.status = 'active' and n.embed_mode <> 'ignore'
        and (n.embed_mode <> d.embed_mode or n.pricing_sensitive <> d.pricing_sensitive or c.id is null) as recut,
      ${hasChunk} and n.status = 'active' and n.embed_mode <> 'ignore' and (n.embed_mode <> d.embed_mode
        or (${flagged}) and console.holds_amount(c.text) or (${freed}) and c.text like '%[price removed]%'
        or e.chunk_id is null and p.chunk_id is null) as again
    from (${nextRows(hypothesis)}) n join ${documents} d on d.id = n.document_id
      left join ${chunks} c on c.document_id = d.id and (n.chunk_id is null or c.id = n.chunk_id)
      left join ${embeddings} e on e.chunk_id = c.id
      left join console.parked_embeddings p on p.chunk_id = c.id`;
}

/** The rows as they would be: of documents with what their chunks say for themselves, of chunks with their document. */
function nextRows({ subject, planned }: Hypothesis): RawBuilder<unknown> {
  const { documents, chunks } = baseTables();
  const set = JSON.stringify(
    planned.map(({ row, edits }) => ({
      id: row.id,
      set: Object.fromEntries(edits.map(({ field, to }) => [field.column, to])),
    })),
  );
  const given = sql`jsonb_to_recordset(${set}::jsonb) as g (id uuid, set jsonb)`;
  const pick = (column: string, type: "text" | "boolean" | "timestamptz", table: string) =>
    sql`case when g.set ? ${column} then (g.set ->> ${column})::${sql.raw(type)} else ${sql.ref(`${table}.${column}`)} end`;
  if (subject === "document")
    return sql`select d.id as document_id, c.id as chunk_id, ${pick("status", "text", "d")} as status,
        ${pick("embed_mode", "text", "d")} as embed_mode, coalesce(${pick("visibility", "text", "d")}, 'public') as visibility,
        coalesce(${pick("confidentiality", "text", "d")}, 'normal') as confidentiality,
        ${pick("pricing_sensitive", "boolean", "d")} as pricing_sensitive,
        ${pick("effective_from", "timestamptz", "d")} as effective_from, ${pick("expires_on", "timestamptz", "d")} as expires_on,
        c.visibility as chunk_visibility, c.confidentiality as chunk_confidentiality
      from ${given} join ${documents} d on d.id = g.id left join ${chunks} c on c.document_id = d.id`;
  return sql`select d.id as document_id, c.id as chunk_id, d.status, d.embed_mode, coalesce(d.visibility, 'public') as visibility,
      coalesce(d.confidentiality, 'normal') as confidentiality, d.pricing_sensitive, d.effective_from, d.expires_on,
      ${pick("visibility", "text", "c")} as chunk_visibility, ${pick("confidentiality", "text", "c")} as chunk_confidentiality
    from ${given} join ${chunks} c on c.id = g.id join ${documents} d on d.id = c.document_id`;
}
