import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import {
  type CallOutcome,
  type ConsumerRow,
  callListDefaults,
  callOutcomes,
  type Monitoring,
  type MonitoringState,
  type Percentiles,
  ranges,
} from "../monitor-schemas.ts";
import { inScope, outcomeSql, since, wasAlone } from "./call-scope.ts";
import { callsIn } from "./list-calls.ts";

const timeoutMs = 15_000;

/** How retrieval did in a time: counts, percentiles by stage, errors, consumers, and calls to look at. */
export function readMonitoring(
  db: Db,
  state: MonitoringState,
  viewer: Viewer,
): Promise<Monitoring> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { asOf, dropped } = await readDropped(tx, state);
      const list = { ...callListDefaults, ...state };
      return {
        asOf,
        dropped,
        ...(await readTotals(tx, state, viewer)),
        buckets: await readBuckets(tx, state, viewer),
        stages: await readStages(tx, state, viewer),
        errors: await readErrors(tx, state, viewer),
        consumers: await readConsumers(tx, state, viewer),
        lowest: await callsIn(tx, { ...list, sort: "lowest", outcome: "answered" }, viewer, {
          limit: 8,
        }),
        latest: await callsIn(tx, list, viewer, { limit: 8 }),
      };
    },
    { readOnly: true, timeoutMs },
  );
}

async function readDropped(tx: Tx, state: MonitoringState) {
  const { rows } = await sql<{ at: Date; dropped: number }>`select now() as at,
    coalesce((select sum(dropped) from console.retrieval_drops where at >= ${since(state)}), 0)::int as dropped`.execute(
    tx,
  );
  return { asOf: (rows[0]?.at ?? new Date()).toISOString(), dropped: rows[0]?.dropped ?? 0 };
}

const threePercentiles = sql`array[0.5, 0.95, 0.99]`;

const counted = sql.join(
  callOutcomes.map(
    (name) =>
      sql`coalesce(sum(l.calls) filter (where ${outcomeSql} = ${name}), 0)::int as ${sql.ref(name)}`,
  ),
);

type Counts = Record<CallOutcome, number>;

async function readTotals(tx: Tx, state: MonitoringState, viewer: Viewer) {
  const { rows } = await sql<Counts & { alone: number; ms: number[] | null }>`select ${counted},
      coalesce(sum(l.calls) filter (where ${wasAlone}), 0)::int as alone,
      percentile_cont(${threePercentiles}) within group (order by l.total_ms) filter (where l.status = 200) as ms
    from console.retrieval_log l where ${inScope(state, viewer)}`.execute(tx);
  const [row] = rows;
  return { counts: countsOf(row), alone: row?.alone ?? 0, latency: percentilesOf(row?.ms) };
}

/** Every bar of the range, also those in which nobody asked. */
async function readBuckets(tx: Tx, state: MonitoringState, viewer: Viewer) {
  const step = sql`${ranges[state.range].step}::int * interval '1 second'`;
  const { rows } = await sql<Counts & { at: Date; ms: number[] | null }>`
    with bars as (select generate_series(${since(state)}, now(), ${step}) as at),
    called as (
      select date_bin(${step}, l.at, timestamptz '2001-01-01') as at, ${counted},
        percentile_cont(array[0.5, 0.95]) within group (order by l.total_ms) filter (where l.status = 200) as ms
      from console.retrieval_log l where ${inScope(state, viewer)} group by 1
    )
    select bars.at, called.answered, called.empty, called.refused, called.failed, called.ms
    from bars left join called on called.at = bars.at order by bars.at limit 200`.execute(tx);
  return rows.map((row) => ({
    at: row.at.toISOString(),
    counts: countsOf(row),
    p50: row.ms?.[0] ?? null,
    p95: row.ms?.[1] ?? null,
  }));
}

async function readStages(tx: Tx, state: MonitoringState, viewer: Viewer) {
  const { rows } = await sql<{ stage: string; ms: number[] }>`
    select t.key as stage, percentile_cont(${threePercentiles}) within group (order by t.value::float8) as ms
    from console.retrieval_log l, jsonb_each_text(l.timings) t
    where ${inScope(state, viewer)} and l.status = 200 group by t.key limit 50`.execute(tx);
  return rows.flatMap(({ stage, ms }) => {
    const percentiles = percentilesOf(ms);
    return percentiles ? [{ stage, ...percentiles }] : [];
  });
}

async function readErrors(tx: Tx, state: MonitoringState, viewer: Viewer) {
  const { rows } = await sql<{ code: string; status: number; calls: number; at: Date }>`
    select coalesce(l.error_code, 'unknown') as code, l.status, sum(l.calls)::int as calls, max(l.at) as at
    from console.retrieval_log l where ${inScope(state, viewer)} and l.status >= 400
    group by 1, 2 order by calls desc, code limit 30`.execute(tx);
  return rows.map(({ at, ...row }) => ({ ...row, lastAt: at.toISOString() }));
}

/** Every consumer of the time, whichever is chosen: this is where one is chosen. Where programs are, those alone. */
async function readConsumers(
  tx: Tx,
  state: MonitoringState,
  viewer: Viewer,
): Promise<ConsumerRow[]> {
  const { rows } = await sql<Omit<ConsumerRow, "lastAt"> & { at: Date }>`
    select t.family_id as "familyId", coalesce(max(t.consumer), 'The lab') as consumer,
      (array_agg(t.lookup order by t.created_at desc, t.id) filter (where t.id is not null))[1] as lookup, sum(l.calls)::int as calls,
      coalesce(sum(l.calls) filter (where l.status >= 400), 0)::int as errors,
      coalesce(sum(l.calls) filter (where ${outcomeSql} = 'empty'), 0)::int as empty,
      percentile_cont(0.95) within group (order by l.total_ms) filter (where l.status = 200) as p95, max(l.at) as at
    from console.retrieval_log l left join console.api_tokens t on t.id = l.token_id
    where ${inScope({ ...state, who: state.who === "api" ? "api" : "all" }, viewer)}
    group by t.family_id order by calls desc, t.family_id limit 100`.execute(tx);
  return rows.map(({ at, ...row }) => ({ ...row, lastAt: at.toISOString() }));
}

function countsOf(row: Partial<Counts> | undefined): Counts {
  return {
    answered: row?.answered ?? 0,
    empty: row?.empty ?? 0,
    refused: row?.refused ?? 0,
    failed: row?.failed ?? 0,
  };
}

function percentilesOf(ms: number[] | null | undefined): Percentiles | null {
  const [p50, p95, p99] = ms ?? [];
  return p50 === undefined || p95 === undefined || p99 === undefined ? null : { p50, p95, p99 };
}
