import { type RawBuilder, sql } from "kysely";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { aliasOf } from "./rows.ts";

/** Minutes for which every earlier version of a row is kept: one less than `console.prune_versions` leaves. */
const keptMinutes = 59;

/** Throws conflict where nobody can say any more what changed since a table was read. */
export async function requireKept(tx: Tx, seenAt: string): Promise<void> {
  const { rows } = await sql<{ kept: boolean }>`
    select ${seenAt}::timestamptz >= now() - make_interval(mins => ${keptMinutes}) as kept`.execute(
    tx,
  );
  if (!rows[0]?.kept)
    throw new AppError(
      "conflict",
      "The table was read about an hour ago or earlier: what changed since is not known any more. Reload it and choose again.",
    );
}

/** SQL: the version that the row under its alias had at that moment; null where it has not changed since. */
export function versionThen(subject: Subject, at: string): RawBuilder<number | null> {
  return sql`(select min(v.row_version) from ${versionsSince(subject, at, sql.ref(`${aliasOf(subject)}.id`))})`;
}

/** SQL: the row under its alias was made after that moment. A document's first ingestion says when that was. */
export function madeSince(subject: Subject, at: string): RawBuilder<boolean> {
  return subject === "chunk"
    ? sql`coalesce(c.created_at > ${at}::timestamptz, false)`
    : sql`(coalesce(d.ingested_at > ${at}::timestamptz, false) and ${versionThen(subject, at)} is null)`;
}

/**
 * Rows that changed since that moment as they were then, for the conditions of a filter: documents, or chunks that
 * themselves or whose document changed, with their documents. What is kept of no version is as it is now.
 */
export function rowsThen(
  subject: Subject,
  at: string,
): { documents: RawBuilder<unknown>; chunks: RawBuilder<unknown> } {
  const { documents, chunks } = baseTables();
  const changed = changedSince("document", "document_id", at);
  if (subject === "document")
    return { documents: asThen(documents, "document", at, changed), chunks };
  const theirs = changedSince("chunk", "document_id", at);
  const own = changedSince("chunk", "chunk_id", at);
  return {
    documents: asThen(documents, "document", at, sql`${changed} union ${theirs}`),
    chunks: asThen(
      chunks,
      "chunk",
      at,
      sql`${own} union select o.id from ${chunks} o where o.document_id in (${changed})`,
    ),
  };
}

/** The rows of these ids with the fields of their first version since; as they are now where there is none. */
function asThen(
  table: RawBuilder<unknown>,
  subject: Subject,
  at: string,
  ids: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const none = JSON.stringify(Object.fromEntries(nullable[subject].map((name) => [name, null])));
  return sql`(select p.* from ${table} t
    left join lateral (select v.fields from ${versionsSince(subject, at, sql`t.id`)} order by v.row_version limit 1) f on true
    cross join lateral jsonb_populate_record(t, coalesce(${none}::jsonb || f.fields, '{}')) p
    where t.id in (${ids}))`;
}

function versionsSince(subject: Subject, at: string, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${versions(subject)} where ${sql.ref(`v.${subject}_id`)} = ${id} and ${since(at)}`;
}

/** By the index over the ends: these are the starts of transactions, none of which takes an hour. */
function changedSince(
  subject: Subject,
  column: "document_id" | "chunk_id",
  at: string,
): RawBuilder<unknown> {
  return sql`select ${sql.ref(`v.${column}`)} from ${versions(subject)}
    where v.ended_at > ${at}::timestamptz - interval '1 hour' and ${since(at)}`;
}

function versions(subject: Subject): RawBuilder<unknown> {
  return sql`${sql.table(`console.${subject}_versions`)} v`;
}

/** Within one tick of a clock nobody can tell which came first: then it counts as later, and is not written over. */
function since(at: string): RawBuilder<boolean> {
  return sql`coalesce(v.changed_at, v.ended_at) >= ${at}::timestamptz`;
}

/** Versions leave out what was null; of price-sensitive documents also title and summary, which say nothing then. */
const nullable = {
  document: [
    "language",
    "disciplines",
    "platforms",
    "audiences",
    "tags",
    "visibility",
    "confidentiality",
    "guardrail_flags",
    "effective_from",
    "expires_on",
    "title",
    "summary",
  ],
  chunk: [
    "section_labels",
    "primary_modes",
    "archetype_bias",
    "language",
    "disciplines",
    "platforms",
    "audiences",
    "visibility",
    "confidentiality",
    "guardrail_flags",
    "context_tags",
    "related_entities",
  ],
} as const;
