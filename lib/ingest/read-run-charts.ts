import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { dayOf } from "#lib/db/days.ts";
import { daysNow } from "#lib/db/days-now.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { barStarts, type DaySpan } from "#lib/format/days.ts";
import { eventReason, mayKnowOf, runReason } from "./failure-reasons.ts";
import { type CountedColumn, countFor } from "./hidden-counts.ts";
import {
  type FailureReason,
  mostReasons,
  type RunBar,
  type RunCharts,
} from "./run-chart-schemas.ts";
import { askedWithin, runConditions } from "./run-conditions.ts";
import { outcomes, type RunFilter } from "./runs-schemas.ts";

type ChartsOf = RunFilter & DaySpan;

/** Everything that the charts of runs show, bar by bar; a bar without runs is there with zeros. */
export function readRunCharts(db: Db, search: ChartsOf, viewer: Viewer): Promise<RunCharts> {
  const { bars, zone } = daysNow(search);
  const which = sql<boolean>`(${runConditions(search)} and ${askedWithin(bars, zone)})`;
  return withRole(db, "perazzi_read", async (tx) => {
    const bar = sql<number>`((${dayOf(sql`r.created_at`, zone)} - ${bars.first}::date) / ${bars.step}::int)`;
    const found = new Map((await readBars(tx, bar, which, viewer)).map((row) => [row.bar, row]));
    return {
      zone,
      bars,
      rows: barStarts(bars).map((day, at) => toBar(day, found.get(at))),
      failures: await readFailures(tx, which, viewer),
      ...(await readChoices(tx)),
    };
  });
}

type StoredBar = {
  bar: number;
  ended: number[];
  ms: number[] | null;
  documents: number[];
  chunks: number[];
  tokens: number;
  cost: number;
  embedded_a_minute: number | null;
  scanned_a_minute: number | null;
};

async function readBars(
  tx: Tx,
  bar: RawBuilder<number>,
  which: RawBuilder<boolean>,
  viewer: Viewer,
) {
  const n = (column: CountedColumn) => countFor(viewer, column);
  // As workedMs of runs-schemas.ts. Not extract(): that computes in decimals, several times slower.
  const took = sql`date_part('epoch', case when r.finished_at is null then null
    when r.approved_at is not null then r.finished_at - r.started_at - greatest(r.approved_at - r.planned_at, interval '0')
    when r.approval_reason is not null then r.planned_at - r.started_at
    else r.finished_at - r.started_at end)`;
  const counted = outcomes.map((outcome) =>
    outcome === "unfinished"
      ? sql`count(*) filter (where r.finished_at is null)`
      : sql`count(*) filter (where r.finished_at is not null and r.state = ${outcome})`,
  );
  const { rows } =
    await sql<StoredBar>`select ${bar} as bar, array[${sql.join(counted)}]::int[] as ended,
      percentile_cont(array[0.5, 0.95, 1]) within group (order by ${took} * 1000) filter (where r.finished_at is not null and r.started_at is not null) as ms,
      array[sum(${n("documents_new")}), sum(${n("documents_updated")}), sum(${n("documents_repaired")}), sum(${n("documents_removed")}),
        sum(${n("documents_failed")}), sum(${n("documents_skipped")})]::float8[] as documents,
      array[sum(${n("chunks_written")}), sum(${n("chunks_removed")}), sum(${n("chunks_reused")})]::float8[] as chunks,
      sum(r.tokens)::float8 as tokens, sum(r.estimated_cost)::float8 as cost,
      (60 * sum(${n("chunks_embedded")}) filter (where ${n("chunks_embedded")} > 0)
        / nullif(sum(${took}) filter (where ${n("chunks_embedded")} > 0), 0))::float8 as embedded_a_minute,
      (60 * sum(${n("documents_scanned")}) filter (where r.finished_at is not null) / nullif(sum(${took}), 0))::float8 as scanned_a_minute
    from console.runs r where ${which} group by 1`.execute(tx);
  return rows;
}

function toBar(day: string, row: StoredBar | undefined): RunBar {
  const [succeeded = 0, errors = 0, failed = 0, cancelled = 0, unfinished = 0] = row?.ended ?? [];
  const [half, most, longest] = row?.ms ?? [];
  const documents = row?.documents ?? [];
  const [written = 0, removed = 0, kept = 0] = row?.chunks ?? [];
  return {
    day,
    outcomes: { succeeded, "succeeded with errors": errors, failed, cancelled, unfinished },
    duration:
      half === undefined || most === undefined || longest === undefined
        ? null
        : { half, most, longest },
    documents: {
      new: documents[0] ?? 0,
      updated: documents[1] ?? 0,
      repaired: documents[2] ?? 0,
      removed: documents[3] ?? 0,
      failed: documents[4] ?? 0,
      unchanged: documents[5] ?? 0,
    },
    chunks: { written, removed, kept },
    tokens: row?.tokens ?? 0,
    cost: row?.cost ?? 0,
    throughput: {
      chunksEmbedded: row?.embedded_a_minute ?? null,
      documents: row?.scanned_a_minute ?? null,
    },
  };
}

/** Why documents failed, and runs as a whole; what is of documents that this person may not know of is left out. */
async function readFailures(
  tx: Tx,
  which: RawBuilder<boolean>,
  viewer: Viewer,
): Promise<FailureReason[]> {
  const { rows } = await sql<Omit<FailureReason, "lastAt"> & { at: Date }>`
    with failed as (
      select ${eventReason} as reason, 1 as document, e.run_id, e.at
      from console.runs r join console.run_events e on e.run_id = r.id and e.level = 'error'
      where ${which} and r.errors > 0 and ${mayKnowOf(viewer)}
      union all
      select ${runReason}, 0, r.id, r.finished_at from console.runs r where ${which} and ${runReason} is not null
    )
    select reason, sum(document)::int as documents, sum(1 - document)::int as "wholeRuns",
      count(distinct run_id)::int as runs, max(at) as at
    from failed group by 1 order by count(*) desc, runs desc, 1 limit ${mostReasons}`.execute(tx);
  return rows.map(({ at, ...row }) => ({ ...row, lastAt: at.toISOString() }));
}

async function readChoices(tx: Tx) {
  const { rows } = await sql<{
    people: string[];
    environments: string[];
    at: Date;
  }>`select now() as at,
    coalesce((array_agg(distinct who order by who))[:200], '{}') as people,
    coalesce((array_agg(distinct environment order by environment))[:20], '{}') as environments
    from (select distinct requested_by_label as who, environment from console.runs) c`.execute(tx);
  const { people = [], environments = [], at = new Date() } = rows[0] ?? {};
  return { people, environments, asOf: at.toISOString() };
}
