import { type RawBuilder, sql } from "kysely";
import { dayBegins, dayOf } from "#lib/db/days.ts";

/** SQL: whose request the call `c` was; needs the join of `callsWithConsumer`. */
const whoSql = sql`coalesce(c.actor_label, t.consumer, '')`;

/** SQL: requests `c` of the days from `first` to `last` of `zone`, as rows of console.provider_days without the zone. */
export function callsByDay(
  first: RawBuilder<unknown>,
  last: string,
  zone: string,
): RawBuilder<unknown> {
  return sql`select ${dayOf(sql`c.at`, zone)} as day, c.cause, ${whoSql} as who, c.model, count(*)::int as calls,
      count(*) filter (where c.outcome not in ('sent', 'answered'))::int as failed, sum(c.inputs) as inputs,
      sum(c.tokens) as tokens, sum(c.cost) as cost
    from console.provider_calls c left join console.api_tokens t on t.id = c.api_token_id
    where c.at >= (${first}::timestamp at time zone ${zone}) and c.at < ${dayBegins(last, zone, 1)}
    group by 1, 2, 3, 4`;
}
