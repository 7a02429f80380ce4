import { sql } from "kysely";
import { daysNow } from "#lib/db/days-now.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { addDays, daysOfBar } from "#lib/format/days.ts";
import type { Amounts, CostPart, CostRow, Costs, CostsSearch } from "./cost-schemas.ts";
import { callsByDay } from "./provider-day-rows.ts";

type Stored = Amounts & {
  part: "bar" | "row" | "who";
  bar: number | null;
  cause: CostRow["cause"] | null;
  who: string | null;
  model: string | null;
};

/**
 * What was bought from the provider, bar by bar and by cause, person and model. Days that are over come summed, later
 * ones from the requests themselves.
 */
export function readCosts(db: Db, search: CostsSearch): Promise<Costs> {
  const { by = "cause", cause = null, who = null, on } = search;
  const { bars, zone } = daysNow(search);
  const { first, last, step } = bars;
  const chosen = (on ? daysOfBar(bars, on) : undefined) ?? bars;
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const mark = sql`(select m.summed_to from console.provider_day_marks m where m.zone = ${zone})`;
      const { rows } = await sql<Stored>`
        with bought as materialized (
          select p.day, p.cause, p.who, p.model, p.calls, p.failed, p.tokens, p.cost from console.provider_days p
          where p.zone = ${zone} and p.day between ${first}::date and least(${last}::date, ${mark})
          union all
          select c.day, c.cause, c.who, c.model, c.calls, c.failed, c.tokens, c.cost
          from (${callsByDay(sql`greatest(${first}::date, ${mark} + 1)`, last, zone)}) c
        ), kept as materialized (
          select * from bought where (${cause}::text is null or cause = ${cause}) and (${who}::text is null or who = ${who})
        )
        select 'bar' as part, (day - ${first}::date) / ${step}::int as bar, ${sql.ref(by)} as cause, null as who, null as model,
          sum(cost)::float8 as cost, sum(tokens)::float8 as tokens, sum(calls)::float8 as calls, sum(failed)::float8 as failed
        from kept group by 2, 3
        union all
        (select 'row', null, cause, who, model, sum(cost)::float8, sum(tokens)::float8, sum(calls)::float8, sum(failed)::float8
        from kept where day between ${chosen.first}::date and ${chosen.last}::date group by 3, 4, 5
        order by 6 desc, 8 desc, 3, 4, 5 limit 200)
        union all
        (select distinct 'who', null::int, null, who, null, 0::float8, 0::float8, 0::float8, 0::float8 from bought order by 4 limit 200)`.execute(
        tx,
      );
      const now = await sql<{
        at: Date;
        ever: boolean;
      }>`select now() as at, exists (select 1 from console.provider_calls)
        or exists (select 1 from console.provider_days) as ever`.execute(tx);
      const of = (part: Stored["part"]) => rows.filter((row) => row.part === part);
      return {
        asOf: (now.rows[0]?.at ?? new Date()).toISOString(),
        ever: now.rows[0]?.ever ?? false,
        zone,
        bars,
        parts: of("bar").map((row): CostPart => {
          const day = addDays(first, (row.bar ?? 0) * step);
          return { day, key: row.cause ?? "", ...amounts(row) };
        }),
        rows: of("row").flatMap((row): CostRow[] =>
          row.cause === null
            ? []
            : [{ cause: row.cause, who: row.who ?? "", model: row.model ?? "", ...amounts(row) }],
        ),
        people: of("who").map((row) => row.who ?? ""),
      };
    },
    { readOnly: true },
  );
}

function amounts({ cost, tokens, calls, failed }: Amounts): Amounts {
  return { cost, tokens, calls, failed };
}
