import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { embedderOf } from "#lib/embed/choose-embedder.ts";
import { costOf, readPrice } from "#lib/embed/prices.ts";
import type { ShadowSet, ShadowState } from "../shadow-schemas.ts";
import { isComplete, readCoverage } from "./read-coverage.ts";

type Row = {
  id: string;
  model: string;
  state: ShadowState;
  error_message: string | null;
  held: boolean;
  created_at: Date;
  created_by_label: string;
  filled_at: Date | null;
  served_until: Date | null;
};

// Models are tried one or two at a time.
const mostSets = 20;

/** Every set of vectors beside the served ones, with how much of the corpus each holds. */
export async function readSets(tx: Tx): Promise<ShadowSet[]> {
  const { rows } =
    await sql<Row>`select id, model, state, error_message, held_tokens is not null as held, created_at, created_by_label, filled_at,
      served_until from console.shadow_sets order by created_at, id limit ${mostSets}`.execute(tx);
  const sets: ShadowSet[] = [];
  for (const row of rows) sets.push(await withFigures(tx, row));
  return sets;
}

async function withFigures(tx: Tx, row: Row): Promise<ShadowSet> {
  const coverage = await readCoverage(tx, row.id);
  const { perMillion } = await readPrice(tx, row.model);
  return {
    id: row.id,
    model: row.model,
    state: row.state,
    errorMessage: row.error_message,
    held: row.held,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_label,
    filledAt: row.filled_at?.toISOString() ?? null,
    servedUntil: row.served_until?.toISOString() ?? null,
    coverage,
    complete: isComplete(coverage),
    costOfRest: isPaid(row.model) ? costOf(coverage.missingTokens, perMillion) : 0,
    spent: await readSpent(tx, row),
    failures: coverage.failed === 0 ? [] : await readFailures(tx, row.id),
  };
}

async function readSpent(tx: Tx, { model, created_at }: Row): Promise<ShadowSet["spent"]> {
  const { rows } = await sql<ShadowSet["spent"]>`select count(*)::int as requests,
      coalesce(sum(tokens), 0)::float8 as tokens, coalesce(sum(cost), 0)::float8 as cost
    from console.provider_calls
    where cause = 'shadow' and model = ${model} and at >= ${created_at}`.execute(tx);
  return rows[0] ?? { requests: 0, tokens: 0, cost: 0 };
}

async function readFailures(tx: Tx, setId: string): Promise<ShadowSet["failures"]> {
  const { documents, chunks } = baseTables();
  const { rows } = await sql<ShadowSet["failures"][number]>`
    select c.id as "chunkId", d.id as "documentId", d.path, v.error from console.shadow_embeddings v
      join ${chunks} c on c.id = v.chunk_id join ${documents} d on d.id = c.document_id
    where v.set_id = ${setId} and v.error is not null
    order by d.path, c.chunk_index, c.id limit 20`.execute(tx);
  return rows;
}

function isPaid(model: string): boolean {
  try {
    return embedderOf(model).paid;
  } catch {
    return true;
  }
}
