import { type RawBuilder, sql } from "kysely";

/** SQL: the instant at which a day (`YYYY-MM-DD`) begins in `zone`, so many days later. */
export function dayBegins(day: string, zone: string, later = 0): RawBuilder<Date> {
  return sql`((${day}::date + ${later}::int)::timestamp at time zone ${zone})`;
}

/** SQL: the day of an instant in `zone`. */
export function dayOf(instant: RawBuilder<unknown>, zone: string): RawBuilder<Date> {
  return sql`(${instant} at time zone ${zone})::date`;
}
