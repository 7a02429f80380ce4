import { sql } from "kysely";
import { z } from "zod";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { logSettingsIn } from "#lib/retrieve/log/log-settings.ts";
import { mayBeSeen } from "#lib/retrieve/log/visible-calls.ts";
import { contextSchema } from "#lib/retrieve/schemas.ts";
import type { QueryHistory } from "./schemas.ts";

type Row = { text: string; context: unknown; lanes: unknown; asked_at: Date; times: number };
type Produced = { text: string; at: Date; times: number; results: number };

const most = 30;
const tokens = z.array(z.string()).catch([]);

/** The last questions of this person, and of programs in the last 30 days where their words are logged. */
export async function listAsked(db: Db, staff: Staff): Promise<QueryHistory> {
  permit(staff, "read");
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<Row>`select text, context, lanes, asked_at, times
        from console.query_history where staff_id = ${staff.id}
        order by asked_at desc, id desc limit ${most}`.execute(tx);
      const { enabled, queryText } = await logSettingsIn(tx);
      const logged = enabled && queryText;
      // What was logged while that was switched on is not shown once it is off.
      const production = await sql<Produced>`
        select query_text as text, max(at) as at, count(*)::int as times,
          (array_agg(result_count order by at desc))[1]::int as results
        from (select l.query_text, l.at, l.result_count from console.retrieval_log l
          where ${logged} and l.origin = 'api' and l.query_text is not null and l.at > now() - interval '30 days'
            and ${mayBeSeen(viewerOf(staff))}
          order by l.at desc limit 500) recent
        group by query_text order by max(at) desc limit ${most}`.execute(tx);
      return {
        mine: rows.map(({ asked_at, context, lanes, ...row }) => ({
          ...row,
          at: asked_at.toISOString(),
          context: contextSchema.catch({}).parse(context),
          lanes: tokens.parse(lanes),
        })),
        production: production.rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
        productionLogged: logged,
      };
    },
    { readOnly: true },
  );
}
