import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { mayBeSeen } from "../log/visible-calls.ts";
import { type CallOutcome, type MonitoringState, ranges } from "../monitor-schemas.ts";
import { fullTextAlone } from "../result-schemas.ts";

/** SQL condition: the call `l` is of this time and these callers, and may be known to this person. */
export function inScope(state: MonitoringState, viewer: Viewer): RawBuilder<boolean> {
  return sql`(l.at >= ${since(state)} and ${byWhom(state.who)} and ${mayBeSeen(viewer)})`;
}

/** Where the range begins: at the edge of a bar, so that no bar is cut. */
export function since({ range }: MonitoringState): RawBuilder<Date> {
  const { seconds, step } = ranges[range];
  return sql`date_bin(${step}::int * interval '1 second', now() - ${seconds - step}::int * interval '1 second', timestamptz '2001-01-01')`;
}

function byWhom(who: MonitoringState["who"]): RawBuilder<boolean> {
  if (who === "all") return sql`true`;
  if (who === "api" || who === "lab") return sql`l.origin = ${who}`;
  return sql`l.token_id in (select t.id from console.api_tokens t where t.family_id = ${who})`;
}

/** How a call `l` ended: refused is the caller's doing (4xx), failed ours (5xx). */
export const outcomeSql = sql<CallOutcome>`case when l.status >= 500 then 'failed' when l.status >= 400 then 'refused'
  when l.result_count = 0 then 'empty' else 'answered' end`;

/** SQL condition: the call `l` was answered by full text where vectors were to be compared. */
export const wasAlone = sql<boolean>`coalesce(l.degraded = ${fullTextAlone}, false)`;
