import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { type ChunkListState, filtersOf } from "./browse-schemas.ts";
import { and, conditionsApart } from "./chunk-conditions.ts";
import { chunkCounts, chunkState, possibleStates, vectorJoins } from "./embedding-state.ts";
import { chunkFacets } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import type { Search } from "./search-text.ts";

/** Up to so many chunks that match, at this cost of the planner (a third of a second), are gathered first. */
const gatheredUpTo = { rows: 20_000, cost: 40_000 };

type Question = { state: ChunkListState; reader: Reader; search: Search | undefined };

/**
 * From and conditions of the chunks `c` of documents `d` in one embedding state, named `w.state`: no index has it,
 * because it depends on the time. Few chunks that match are gathered; else documents are tried in the order of
 * their paths, so that a page reads those of a few.
 */
export async function chunksInState(tx: Tx, question: Question) {
  const { state, reader, search } = question;
  const { documents, chunks } = baseTables();
  const { ofDocument, own } = conditionsApart(state, reader, search);
  const inState = (name: string) => sql<boolean>`${chunkState(reader.redactionVersion)} = ${name}`;
  const few = await gather(tx, question);
  if (few)
    return (
      name = "",
    ) => sql`from unnest(${few}::uuid[]) found (id) join ${chunks} c on c.id = found.id
      join ${documents} d on d.id = c.document_id ${vectorJoins()}
      cross join (select ${name}::text as state) w where ${inState(name)}`;
  const possible = await statesThatOccur(tx);
  // `offset 0`: chunks are looked at document by document, whatever the planner thinks of the conditions.
  return (
    name = "",
  ) => sql`from ${documents} d ${chunkCounts()} cross join (select ${name}::text as state) w
    cross join lateral (select c.id, c.chunk_index from ${chunks} c ${vectorJoins()}
      where c.document_id = d.id and ${and(own)} and ${inState(name)} offset 0) c
    where ${possible.has(name)}::boolean and ${name} = any(${possibleStates(reader)}) and ${and(ofDocument)}`;
}

/** All chunks that match, where they are few by the planner's statistics and in truth. */
async function gather(tx: Tx, { state, reader, search }: Question): Promise<string[] | undefined> {
  const { documents, chunks } = baseTables();
  const { ofDocument, own } = conditionsApart(state, reader, search);
  // Only who may see a chunk is asked of it: too many match, or few documents are tried.
  if (search?.frequent || own.length === 1) return;
  const joins = "embedding" in filtersOf(state, chunkFacets) ? vectorJoins() : sql``;
  const matching = sql`from ${chunks} c join ${documents} d on d.id = c.document_id ${joins}
    where ${and([...ofDocument, ...own])}`;
  const { rows } = await sql<{
    "QUERY PLAN": { Plan: { "Total Cost": number; "Plan Rows": number } }[];
  }>`explain (format json) select 1 ${matching}`.execute(tx);
  const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
  if (!plan || plan["Plan Rows"] > gatheredUpTo.rows || plan["Total Cost"] > gatheredUpTo.cost)
    return;
  const found = await sql<{ id: string }>`
    select c.id ${matching} limit ${gatheredUpTo.rows + 1}`.execute(tx);
  return found.rows.length > gatheredUpTo.rows ? undefined : found.rows.map(({ id }) => id);
}

/** The states that any chunk may be in, and perhaps more: a state without chunks would be looked for everywhere. */
async function statesThatOccur(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ unknown: boolean; vectors: boolean; missing: boolean }>`
    select count(*) < (select count(*) from ${baseTables().documents}) or exists (select 1 from console.document_marks) as unknown,
      coalesce(bool_or(wanted > missing), false) as vectors, coalesce(bool_or(missing > 0), false) as missing
    from console.document_stats`.execute(tx);
  const { unknown = true, vectors = true, missing = true } = rows[0] ?? {};
  return new Set([
    "not wanted",
    ...(unknown || vectors ? ["embedded", "stale"] : []),
    ...(unknown || missing ? ["missing"] : []),
  ]);
}
