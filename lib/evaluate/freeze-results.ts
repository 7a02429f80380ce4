import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { type FreezeInput, type FrozenLane, freezeSchema } from "./schemas.ts";

type Kept = Pick<FrozenLane, "name" | "token" | "settings" | "result" | "problem">;

/**
 * Asks every lane and keeps what it answers, with the configuration and the state of the corpus. The server
 * asks by itself: what is kept is what was retrieved, not what a browser says. Returns the id.
 */
export async function freezeResults(
  databases: { read: Db; write: Db },
  staff: Staff,
  input: FreezeInput,
  requestId?: string,
): Promise<string> {
  permit(staff, "queries.save");
  const { title, query, context, lanes } = freezeSchema.parse(input);
  const kept = await Promise.all(
    lanes.map(async ({ name, token, settings }): Promise<Kept> => {
      try {
        const result = await retrieve(databases.read, {
          query,
          context,
          // As the lab asks: the note that it was alone is kept with the lane.
          withoutVector: "fulltext",
          configuration: settings,
          visibilityCeiling: visibilityCeiling(staff.role),
          purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
        });
        return { name, token, settings, result, problem: null };
      } catch (error) {
        return { name, token, settings, result: null, problem: toAppError(error).message };
      }
    }),
  );
  const state = kept.find(({ result }) => result !== null)?.result?.corpusState ?? { version: "0" };
  return withRole(databases.write, "perazzi_console", async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into console.frozen_results (title, query, context, lanes, corpus_state, created_by, created_by_label)
      values (${title}, ${query}, ${JSON.stringify(context)}::jsonb, ${JSON.stringify(kept)}::jsonb,
        ${JSON.stringify(state)}::jsonb, ${staff.id}, ${staff.email}) returning id`.execute(tx);
    const id = rows[0]?.id;
    if (!id) throw new Error("an insert with returning gives a row");
    await recordAudit(tx, {
      actor: staff,
      action: "results.freeze",
      subjectType: "frozen results",
      subjectId: id,
      subjectLabel: title ?? query.slice(0, 100),
      changes: { lanes: { from: null, to: lanes.map(({ name }) => name) } },
      requestId: requestId ?? null,
    });
    return id;
  });
}
