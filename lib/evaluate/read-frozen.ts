import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { contextSchema } from "#lib/retrieve/schemas.ts";
import { chunksNow } from "./chunks-now.ts";
import { knownSettings } from "./configuration-row.ts";
import { guardFrozen } from "./guard-frozen.ts";
import type { FrozenLane, FrozenResults } from "./schemas.ts";

type Row = {
  id: string;
  title: string | null;
  query: string;
  context: unknown;
  /** Lanes of older rows do not say what they were asked with. */
  lanes: (Pick<FrozenLane, "name" | "token" | "result" | "problem"> & { settings?: unknown })[];
  created_by_label: string;
  created_at: Date;
  version: string;
  now: string;
};

/** Frozen results as this person may see them today, or undefined where there are none of that id. */
export async function readFrozen(
  db: Db,
  staff: Staff,
  id: string,
): Promise<FrozenResults | undefined> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<Row>`
        select id, title, query, context, lanes, created_by_label, created_at,
          coalesce(corpus_state->>'version', '0') as version, console.corpus_version()::text as now
        from console.frozen_results where id = ${id}`.execute(tx);
      const [row] = rows;
      if (!row) return undefined;
      const now = await chunksNow(
        tx,
        row.lanes.flatMap(({ result }) => result?.results ?? []),
      );
      return {
        id: row.id,
        title: row.title,
        query: row.query,
        context: contextSchema.catch({}).parse(row.context),
        lanes: row.lanes.map(({ settings, ...lane }) =>
          guardFrozen(
            { ...lane, settings: settings === undefined ? null : knownSettings(settings) },
            now,
            visibilityCeiling(staff.role),
          ),
        ),
        by: row.created_by_label,
        at: row.created_at.toISOString(),
        corpusVersion: row.version,
        writesSince: Math.max(Number(row.now) - Number(row.version), 0),
      };
    },
    { readOnly: true },
  );
}
