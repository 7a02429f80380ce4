import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { RunState } from "./runs-schemas.ts";

/** The state of a run, held where asked. Throws not_found. */
export async function stateOf(tx: Tx, id: string, lock?: "for no key update"): Promise<RunState> {
  const { rows } = await sql<{ state: RunState }>`select state from console.runs where id = ${id}
    ${lock ? sql.raw(lock) : sql``}`.execute(tx);
  const state = rows[0]?.state;
  if (!state) throw new AppError("not_found", "There is no run with this id.");
  return state;
}
