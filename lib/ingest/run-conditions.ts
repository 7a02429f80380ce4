import { type RawBuilder, sql } from "kysely";
import { dayBegins } from "#lib/db/days.ts";
import { daysNow } from "#lib/db/days-now.ts";
import { type DaySpan, daysOfBar } from "#lib/format/days.ts";
import type { RunFilter } from "./runs-schemas.ts";

/** SQL: the run `r` is one of those that were asked for. */
export function runConditions({ kind, state, who, environment }: RunFilter): RawBuilder<boolean> {
  const conditions = [sql`true`];
  if (kind) conditions.push(sql`r.kind = ${kind}`);
  if (state === "unfinished") conditions.push(sql`r.finished_at is null`);
  else if (state) conditions.push(sql`r.state = ${state}`);
  if (who) conditions.push(sql`r.requested_by_label = ${who}`);
  if (environment) conditions.push(sql`r.environment = ${environment}`);
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** SQL: the run `r` was asked for on one of these days of `zone`, the last one included. */
export function askedWithin(
  { first, last }: { first: string; last: string },
  zone: string,
): RawBuilder<boolean> {
  return sql`(r.created_at >= ${dayBegins(first, zone)} and r.created_at < ${dayBegins(last, zone, 1)})`;
}

type Days = DaySpan & { on?: string | undefined };

/** SQL: the run `r` is of the days asked for, of one bar of them where one was chosen, of any time where nothing was. */
export function askedOn({ on, ...span }: Days): RawBuilder<boolean> {
  if (!on && !span.time && !span.from && !span.to) return sql`true`;
  const { bars, zone } = daysNow(span);
  return askedWithin((on ? daysOfBar(bars, on) : undefined) ?? bars, zone);
}
