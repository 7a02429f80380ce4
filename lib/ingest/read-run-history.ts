import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { fillDays } from "./run-history.ts";
import type { DayOutcome, Outcome, RunKind, RunState } from "./runs-schemas.ts";

type History = { kind?: RunKind | undefined; state?: RunState | undefined; days?: number };

/** Runs asked for on each of the last days by outcome, days without runs included. */
export function readRunHistory(db: Db, { kind, state, days = 30 }: History): Promise<DayOutcome[]> {
  const zone = env().CONSOLE_TIME_ZONE;
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{
      today: string;
      day: string | null;
      outcome: Outcome;
      runs: number;
    }>`
      with clock as (select (now() at time zone ${zone})::date as today)
      select clock.today::text as today, h.day, h.outcome, h.runs from clock left join lateral (
        select ((r.created_at at time zone ${zone})::date)::text as day,
          case when r.finished_at is null then 'unfinished' else r.state end as outcome, count(*)::int as runs
        from console.runs r
        where r.created_at > now() - make_interval(days => ${days + 1}::int)
          and (${kind ?? null}::text is null or r.kind = ${kind ?? null})
          and (${state ?? null}::text is null or r.state = ${state ?? null})
        group by 1, 2) h on true`.execute(tx);
    const counted = rows.flatMap(({ day, outcome, runs }) =>
      day === null ? [] : [{ day, outcome, runs }],
    );
    return fillDays(counted, rows[0]?.today ?? new Date().toISOString().slice(0, 10), days);
  });
}
