import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { addDays } from "#lib/format/days.ts";
import { callsByDay } from "./provider-day-rows.ts";

const daysAtOnce = 31;

/**
 * Sums the requests of every day that has been over for an hour, so that a request which was under way at midnight is
 * settled. Charts are right without it, but slower. Returns how many days.
 */
export async function sumProviderDays(db: Db): Promise<number> {
  const zone = env().CONSOLE_TIME_ZONE;
  for (let done = 0; ; ) {
    const days = await withRole(db, "perazzi_console", (tx) => sumNext(tx, zone), {
      timeoutMs: 120_000,
    });
    if (days === 0) return done;
    done += days;
  }
}

async function sumNext(tx: Tx, zone: string): Promise<number> {
  await sql`delete from console.provider_days where zone <> ${zone}`.execute(tx);
  await sql`delete from console.provider_day_marks where zone <> ${zone}`.execute(tx);
  const { rows } = await sql<{ first: string | null; over: string }>`select
    coalesce((select summed_to + 1 from console.provider_day_marks where zone = ${zone}),
      (select (min(at) at time zone ${zone})::date from console.provider_calls))::text as first,
    ((now() - interval '1 hour') at time zone ${zone})::date::text as over`.execute(tx);
  const { first = null, over = "" } = rows[0] ?? {};
  if (first === null || first >= over) return 0;
  const most = addDays(first, daysAtOnce - 1);
  const yesterday = addDays(over, -1);
  const last = [most, yesterday].sort()[0] ?? yesterday;
  await sql`insert into console.provider_days (zone, day, cause, who, model, calls, failed, inputs, tokens, cost)
    select ${zone}, d.* from (${callsByDay(sql`${first}::date`, last, zone)}) d
    on conflict (zone, day, cause, who, model) do update set calls = excluded.calls, failed = excluded.failed,
      inputs = excluded.inputs, tokens = excluded.tokens, cost = excluded.cost`.execute(tx);
  await sql`insert into console.provider_day_marks (zone, summed_to) values (${zone}, ${last}::date)
    on conflict (zone) do update set summed_to = excluded.summed_to`.execute(tx);
  return (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
}
