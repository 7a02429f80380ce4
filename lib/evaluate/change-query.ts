import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { restoreGuarded } from "./guard-expectations.ts";
import { selectQuery, storedExpectations } from "./query-row.ts";
import { querySetId } from "./query-set.ts";
import { lockSaved } from "./saved-row.ts";
import { type Expectation, type QueryInput, queryInputSchema, type SavedQuery } from "./schemas.ts";

type Change = { id: string; version: number; input: QueryInput };

/** Writes a saved query anew; only its owner makes it private. */
export async function changeQuery(
  db: Db,
  staff: Staff,
  { id, version, input }: Change,
  requestId?: string,
): Promise<SavedQuery> {
  permit(staff, "queries.save");
  const sent = queryInputSchema.parse(input);
  return withRole(db, "perazzi_console", async (tx) => {
    await lockSaved(tx, "saved_queries", { staff, id, version });
    const before = await selectQuery(tx, sql`s.id = ${id}`, staff);
    if (!before) throw new Error("a locked row is there");
    if (!sent.shared && !before.mine)
      throw new AppError("forbidden", "Only its owner can make a query private.");
    const stored = await storedExpectations(tx, id);
    const whole = (list: Expectation[]) =>
      restoreGuarded(
        list,
        [...before.expected, ...before.unwanted],
        [...stored.expected, ...stored.unwanted],
      );
    const next = { ...sent, expected: whole(sent.expected), unwanted: whole(sent.unwanted) };
    const former = { ...before, ...stored };
    const setId = await querySetId(tx, staff, next.set);
    await sql`update console.saved_queries set set_id = ${setId}, name = ${next.name}, text = ${next.text},
      context = ${JSON.stringify(next.context)}::jsonb, filters = ${JSON.stringify(next.filters)}::jsonb,
      expected = ${JSON.stringify(next.expected)}::jsonb, unwanted = ${JSON.stringify(next.unwanted)}::jsonb,
      note = ${next.note}, shared = ${next.shared}, updated_at = now() where id = ${id}`.execute(
      tx,
    );
    const fields = Object.keys(queryInputSchema.shape) as (keyof QueryInput)[];
    await recordAudit(tx, {
      actor: staff,
      action: "query.change",
      subjectType: "query",
      subjectId: id,
      subjectLabel: next.name,
      changes: Object.fromEntries(
        fields.map((field) => [field, { from: former[field], to: next[field] }]),
      ),
      requestId: requestId ?? null,
    });
    return (await selectQuery(tx, sql`s.id = ${id}`, staff)) ?? before;
  });
}
