import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Curated } from "#lib/corpus/document-metadata.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { besideCurated } from "./beside-curated.ts";
import { describedColumns } from "./describe-chunks.ts";
import type { AddedChunk, ChunkMatch, StoredChunk } from "./match-chunks.ts";
import { containment } from "./similarity.ts";

const inheritable = [
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
  "safety_notes",
  "cta_links",
  "context_tags",
  "related_entities",
] as const;

// A new chunk that repeats so much of a restricted one is restricted as well, whatever it replaces.
const holdsRestricted = 0.25;

/**
 * Gives new chunks what a person curated on those that they take the place of, marked for review. A restriction
 * that finds no successor covers the whole document until a person decides; says so in the warnings returned.
 */
export async function inheritCurated(
  tx: Tx,
  documentId: string,
  match: ChunkMatch,
): Promise<string[]> {
  const { added, gone } = match;
  for (const one of added) {
    const restricted = gone.filter(
      (chunk) =>
        isRestricted(chunk) &&
        (chunk === one.predecessor || containment(chunk.text, one.chunk.text) >= holdsRestricted),
    );
    const from = one.predecessor && isCurated(one.predecessor) ? one.predecessor : undefined;
    if (from || restricted.length > 0) await inherit(tx, one, from, restricted);
  }
  const orphans = orphansOf(match);
  return orphans.length > 0 ? coverDocument(tx, documentId, orphans) : [];
}

/** The restricted ones of those that go which nothing takes the place of. */
export function orphansOf({ added, gone }: ChunkMatch): StoredChunk[] {
  return gone.filter(
    (chunk) =>
      isRestricted(chunk) &&
      !added.some(
        ({ predecessor, chunk: next }) =>
          predecessor === chunk || containment(chunk.text, next.text) >= holdsRestricted,
      ),
  );
}

async function inherit(
  tx: Tx,
  { id, chunk }: AddedChunk,
  from: StoredChunk | undefined,
  restricted: StoredChunk[],
): Promise<void> {
  const { chunks } = baseTables();
  const columns = inheritable.filter((column) => from && curatedKeys(from).has(column));
  const { visibility, confidentiality } = strictest(restricted);
  const values = {
    ...Object.fromEntries(columns.map((column) => [column, from?.row[column]])),
    ...(visibility ? { visibility } : {}),
    ...(confidentiality ? { confidentiality } : {}),
  };
  const curated = {
    ...(from?.row.curated as Curated | undefined),
    ...restrictionsOf(restricted),
  };
  const beside = besideCurated(curated, describedColumns(chunk)) ?? curated;
  const sets = Object.keys(values).map((column) => sql`${sql.ref(column)} = o.${sql.ref(column)}`);
  await sql`update ${chunks} c set ${sql.join([...sets, sql`curated = ${JSON.stringify(beside)}::jsonb`, sql`needs_review = true`])}
    from jsonb_populate_record(null::${chunks}, ${JSON.stringify(values)}::jsonb) o where c.id = ${id}`.execute(
    tx,
  );
}

/** What people said when they restricted: it goes along with the restriction. */
function restrictionsOf(restricted: StoredChunk[]): Curated {
  return Object.fromEntries(
    restricted.flatMap(({ row }) =>
      Object.entries((row.curated as object | null) ?? {}).filter(
        ([field]) => field === "visibility" || field === "confidentiality",
      ),
    ),
  );
}

async function coverDocument(
  tx: Tx,
  documentId: string,
  orphans: StoredChunk[],
): Promise<string[]> {
  const { documents } = baseTables();
  const { visibility, confidentiality } = strictest(orphans);
  type Kept = { path: string; visibility: string; confidentiality: string };
  const before = await sql<Kept>`select path, coalesce(visibility, 'public') as visibility,
    coalesce(confidentiality, 'normal') as confidentiality from ${documents} where id = ${documentId}`.execute(
    tx,
  );
  const { rows } = await sql<Kept>`update ${documents} set
      visibility = case when console.visibility_rank(${visibility}::text) > console.visibility_rank(visibility)
        then ${visibility}::text else visibility end,
      confidentiality = case when ${confidentiality}::text = 'elevated' then 'elevated' else confidentiality end
    where id = ${documentId} and (console.visibility_rank(${visibility}::text) > console.visibility_rank(visibility)
      or ${confidentiality}::text = 'elevated' and coalesce(confidentiality, 'normal') = 'normal')
    returning path, visibility, confidentiality`.execute(tx);
  const [was, now] = [before.rows[0], rows[0]];
  if (!was || !now) return [];
  const reason = `A restricted part of this document has no successor in the new text: its restriction covers the whole document (${now.visibility}, ${now.confidentiality}) until a person decides.`;
  await recordAudit(tx, {
    actor: { label: "ingestion" },
    action: "document.restrict",
    subjectType: "document",
    subjectId: documentId,
    subjectLabel: was.path,
    changes: {
      visibility: { from: was.visibility, to: now.visibility },
      confidentiality: { from: was.confidentiality, to: now.confidentiality },
    },
    reason,
  });
  return [reason];
}

function isCurated(chunk: StoredChunk): boolean {
  return curatedKeys(chunk).size > 0;
}

function curatedKeys({ row }: StoredChunk): Set<string> {
  return new Set(
    Object.keys(typeof row.curated === "object" && row.curated !== null ? row.curated : {}),
  );
}

function isRestricted(chunk: StoredChunk): boolean {
  const { visibility, confidentiality } = strictest([chunk]);
  return visibility !== undefined || confidentiality !== undefined;
}

const visibilityOrder = ["public", "internal", "admin-only"];

/** The strictest visibility and confidentiality of some chunks; undefined where none restricts. */
function strictest(chunks: StoredChunk[]) {
  // A value that nobody knows counts as the strictest.
  const rank = (value: unknown) =>
    value == null ? 0 : (visibilityOrder.indexOf(String(value)) + 3) % 3;
  const highest = Math.max(0, ...chunks.map(({ row }) => rank(row.visibility)));
  const elevated = chunks.some(
    ({ row }) => row.confidentiality != null && row.confidentiality !== "normal",
  );
  return {
    visibility: highest > 0 ? visibilityOrder[highest] : undefined,
    confidentiality: elevated ? "elevated" : undefined,
  };
}
