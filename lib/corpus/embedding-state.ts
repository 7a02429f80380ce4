import { type RawBuilder, sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Reader } from "./reader.ts";
import { stricterThanDocument, visibleTo } from "./visible.ts";

/** The model whose vectors are served. */
const activeModel = sql`(select value #>> '{}' from console.settings where key = 'embedding_model')`;

/** The document `d` may be served at all. */
const documentWanted = sql<boolean>`(d.status = 'active' and d.embed_mode <> 'ignore'
  and coalesce(d.effective_from <= now(), true) and coalesce(d.expires_on > now(), true))`;

/**
 * The last ingestion made the chunks of `d` by another embed mode, another pricing flag or other price rules
 * than those in force. Documents of other software do not say how they were made: false.
 */
export function madeOtherwise(redactionVersion = ""): RawBuilder<boolean> {
  const part = (at: number) =>
    sql`split_part(d.manifest_values ->> 'pipeline', '/', ${sql.lit(at)})`;
  return sql`coalesce(${part(5)} <> '' and (${part(4)} <> d.embed_mode
    or ${part(5)} <> case when d.pricing_sensitive then 'sensitive' else 'open' end
    or (d.pricing_sensitive or d.embed_mode = 'metadata-only') and ${part(2)} <> coalesce(nullif(${redactionVersion}, ''), ${part(2)})), false)`;
}

/**
 * Joins that give the chunk counts of each document `d` as `n`: the stored ones, or where something was
 * written since, counted at this moment. `offset 0` keeps the condition in front of the counting: without it
 * every document was counted, and the answer thrown away (10 s and over against 0.4 at 100,000 documents).
 */
export function chunkCounts(): RawBuilder<unknown> {
  return sql`${storedCounts("s")}
    left join lateral (select f.* from console.count_chunks(d.id) f where ${uncounted("s")} offset 0) f on true
    cross join lateral (select ${sql.join(
      countColumns.map(
        (name) =>
          sql`case when ${uncounted("s")} then f.${sql.ref(name)} else s.${sql.ref(name)} end as ${sql.ref(name)}`,
      ),
    )}) n`;
}

/** Joins that give the stored chunk counts of each document `d` as `alias`; of those that are `uncounted` they are not true. */
export function storedCounts(alias: "s" | "n"): RawBuilder<unknown> {
  return sql`left join console.document_stats ${sql.raw(alias)} on ${sql.raw(alias)}.document_id = d.id
    left join (select distinct document_id from console.document_marks) m on m.document_id = d.id`;
}

/** Nothing is stored of the document `d`, or something was written since. */
export function uncounted(alias: "s" | "n"): RawBuilder<boolean> {
  return sql`(${sql.raw(alias)}.document_id is null or m.document_id is not null)`;
}

const countColumns = [
  "chunks",
  "wanted",
  "missing",
  "changed",
  "models",
  "open_chunks",
  "open_wanted",
  "open_missing",
  "open_changed",
  "open_models",
];

function count(reader: { seesRestricted: boolean }, name: string): RawBuilder<number> {
  return sql.ref(`n.${reader.seesRestricted ? "" : "open_"}${name}`);
}

/** How many chunks of `d` this reader may see; needs the joins of `chunkCounts`. */
export function chunkCount(reader: { seesRestricted: boolean }): RawBuilder<number> {
  return count(reader, "chunks");
}

/** The embedding state of the document `d`; needs the joins of `chunkCounts`. */
export function documentState(reader: Omit<Reader, "redact">): RawBuilder<string> {
  return sql`case
    when not ${documentWanted} or ${count(reader, "chunks")} > 0 and ${count(reader, "wanted")} = 0 then 'not wanted'
    when ${count(reader, "chunks")} = 0 or ${count(reader, "missing")} > 0 then 'missing'
    when ${count(reader, "changed")} > 0 or ${activeModel} is not null and not ${count(reader, "models")} <@ array[${activeModel}]
      or ${madeOtherwise(reader.redactionVersion)} then 'stale'
    else 'embedded' end`;
}

/** The states that chunks of the document `d` may be in, and perhaps more; needs the joins of `chunkCounts`. */
export function possibleStates(reader: Omit<Reader, "redact">): RawBuilder<string[]> {
  return sql`case when not ${documentWanted} then array['not wanted'] else array_remove(array[
    case when n.chunks > n.wanted then 'not wanted' end, case when n.missing > 0 then 'missing' end,
    case when n.wanted > n.missing and (n.changed > 0 or not n.models <@ array[${activeModel}]
      or ${madeOtherwise(reader.redactionVersion)}) then 'stale' end,
    case when n.wanted > n.missing then 'embedded' end], null) end`;
}

/** Joins that `chunkState` needs over the chunk `c`. */
export function vectorJoins(): RawBuilder<unknown> {
  return sql`left join ${baseTables().embeddings} e on e.chunk_id = c.id
    left join console.parked_embeddings p on p.chunk_id = c.id
    left join console.outdated_embeddings o on o.chunk_id = c.id`;
}

/** The embedding state of the chunk `c` of the document `d`; needs the joins of `vectorJoins`. */
export function chunkState(redactionVersion: string | undefined): RawBuilder<string> {
  return sql`case
    when not ${documentWanted}
      or ${stricterThanDocument}
      or coalesce(c.confidentiality, 'normal') <> 'normal' and coalesce(d.confidentiality, 'normal') = 'normal'
      then 'not wanted'
    when e.chunk_id is null and p.chunk_id is null then 'missing'
    when o.chunk_id is not null or e.chunk_id is null and p.reason = 'pricing'
      or coalesce(e.embedding_model, p.embedding_model) <> ${activeModel}
      or ${madeOtherwise(redactionVersion)} then 'stale'
    else 'embedded' end`;
}

/**
 * A join that counts the chunks of each document `d` by state as `k`, by the rules of `chunkState`; needs the joins of
 * `chunkCounts`. Chunk by chunk only where a document has vectors of several models.
 */
export function chunksByState(reader: Omit<Reader, "redact">): RawBuilder<unknown> {
  const [chunks, wanted, missing, changed, models] = [
    "chunks",
    "wanted",
    "missing",
    "changed",
    "models",
  ].map((name) => count(reader, name));
  return sql`cross join lateral (select case when ${documentWanted} then ${wanted} else 0 end as wanted,
      case when ${documentWanted} then ${missing} else 0 end as missing) w
    cross join lateral (select ${chunks} - w.wanted as not_wanted, w.missing as missing,
      case when w.wanted = 0 or ${madeOtherwise(reader.redactionVersion)} then 0
        when ${activeModel} is null or ${models} <@ array[${activeModel}] then w.wanted - w.missing - ${changed}
        when not ${activeModel} = any(${models}) then 0
        else (select count(*)::int from ${baseTables().chunks} c ${vectorJoins()}
          where c.document_id = d.id and ${visibleTo(reader, "c")} and ${chunkState(reader.redactionVersion)} = 'embedded')
        end as embedded, w.wanted) k`;
}
