import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { selectQuery } from "./query-row.ts";
import { querySetId } from "./query-set.ts";
import { type QueryInput, queryInputSchema, type SavedQuery } from "./schemas.ts";

/** Keeps a question with what it should bring. */
export async function saveQuery(
  db: Db,
  staff: Staff,
  input: QueryInput,
  requestId?: string,
): Promise<SavedQuery> {
  permit(staff, "queries.save");
  const query = queryInputSchema.parse(input);
  return withRole(db, "perazzi_console", async (tx) => {
    const setId = await querySetId(tx, staff, query.set);
    const { rows } = await sql<{ id: string }>`
      insert into console.saved_queries (set_id, name, text, context, filters, expected, unwanted, note, shared,
        owner_id, owner_label)
      values (${setId}, ${query.name}, ${query.text}, ${JSON.stringify(query.context)}::jsonb,
        ${JSON.stringify(query.filters)}::jsonb, ${JSON.stringify(query.expected)}::jsonb,
        ${JSON.stringify(query.unwanted)}::jsonb, ${query.note}, ${query.shared}, ${staff.id}, ${staff.email})
      returning id`.execute(tx);
    const saved = await selectQuery(tx, sql`s.id = ${rows[0]?.id}`, staff);
    if (!saved) throw new Error("an insert with returning gives a row");
    await recordAudit(tx, {
      actor: staff,
      action: "query.save",
      subjectType: "query",
      subjectId: saved.id,
      subjectLabel: query.name,
      changes: { text: { from: null, to: query.text } },
      requestId: requestId ?? null,
    });
    return saved;
  });
}
