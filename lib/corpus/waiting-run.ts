import { type RawBuilder, sql } from "kysely";

/**
 * Joins as `w` the open run that is to cut, clean or embed the document `d` again. The documents of all open runs
 * are listed once a statement; without an open run that is an empty list.
 */
export function waitingJoin(): RawBuilder<unknown> {
  return sql`left join (
      select distinct on (x.id) x.id, r.id as run_id, r.state
      from console.runs r cross join lateral jsonb_array_elements_text(
        case when jsonb_typeof(r.scope -> 'documentIds') = 'array' then r.scope -> 'documentIds' else '[]' end) x (id)
      where r.finished_at is null order by x.id, r.created_at, r.id) w on w.id = d.id::text`;
}

/** What `waitingJoin` found, as `waiting`. */
export const waitingColumn: RawBuilder<unknown> = sql`case when w.run_id is not null
  then jsonb_build_object('runId', w.run_id, 'state', w.state) end as waiting`;
