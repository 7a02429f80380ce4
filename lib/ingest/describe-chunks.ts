import { sql } from "kysely";
import type { Curated } from "#lib/corpus/document-metadata.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { besideCurated } from "./beside-curated.ts";
import type { PreparedChunk } from "./prepare-document.ts";

/** What ingestion says of a chunk besides its text, by column. A person's value stands over it. */
export function describedColumns(chunk: PreparedChunk): Record<string, string[]> {
  return {
    section_labels: chunk.labels,
    primary_modes: chunk.modes,
    archetype_bias: chunk.archetypes,
    platforms: chunk.platforms,
    disciplines: chunk.disciplines,
    related_entities: chunk.entities,
    context_tags: chunk.tags,
    guardrail_flags: chunk.flags,
  };
}

const columns = [
  "section_labels",
  "primary_modes",
  "archetype_bias",
  "platforms",
  "disciplines",
  "related_entities",
  "context_tags",
  "guardrail_flags",
] as const;

export const describedNames = sql.join(columns.map((name) => sql.ref(name)));

type Kept = { chunk: PreparedChunk; stored: { id: string; row: Record<string, unknown> } };

/**
 * Brings the columns of kept chunks to what ingestion says now; a curated column keeps a person's value, with
 * what ingestion says beside it.
 */
export async function describeChunks(tx: Tx, kept: Kept[]): Promise<void> {
  const stale = kept.flatMap(({ chunk, stored }) => {
    const described = describedColumns(chunk);
    const people = curatedOf(stored.row);
    const said = Object.entries(described).filter(
      ([name, value]) =>
        !(name in people) && JSON.stringify(stored.row[name] ?? null) !== JSON.stringify(value),
    );
    const curated = besideCurated(people, described);
    if (said.length === 0 && !curated) return [];
    return [{ id: stored.id, ...Object.fromEntries(said), ...(curated ? { curated } : {}) }];
  });
  if (stale.length === 0) return;
  const { chunks } = baseTables();
  const sets = [...columns, "curated"].map(
    (name) => sql`${sql.ref(name)} = coalesce(t.said -> ${name}, c.${sql.ref(name)})`,
  );
  await sql`update ${chunks} c set ${sql.join(sets)}, updated_at = now()
    from jsonb_array_elements(${JSON.stringify(stale)}::jsonb) as t (said)
    where c.id = (t.said ->> 'id')::uuid`.execute(tx);
}

function curatedOf({ curated }: Record<string, unknown>): Curated {
  return typeof curated === "object" && curated !== null ? (curated as Curated) : {};
}
