import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { VocabularyTerm } from "#lib/corpus/vocabulary-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { additionsSchema, type Vocabularies, vocabulariesIn } from "./read-vocabularies.ts";

/** Adds a term that everybody is offered from then on. One that is there already changes nothing. */
export function extendVocabulary(
  db: Db,
  { vocabulary, term }: VocabularyTerm,
  staff: Staff,
  requestId: string,
): Promise<Vocabularies> {
  permit(staff, "settings.manage");
  return withRole(db, "perazzi_console", async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('console vocabulary', 0))`.execute(tx);
    const known = await vocabulariesIn(tx);
    if (known[vocabulary].includes(term)) return known;
    const { rows } = await sql<{ value: unknown }>`
      select value from console.settings where key = 'vocabulary_additions'`.execute(tx);
    const additions = additionsSchema.parse(rows[0]?.value ?? {});
    const next = { ...additions, [vocabulary]: [...(additions[vocabulary] ?? []), term] };
    await sql`insert into console.settings (key, value, updated_by)
      values ('vocabulary_additions', ${JSON.stringify(next)}::jsonb, ${staff.userId}::uuid)
      on conflict (key) do update set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by`.execute(
      tx,
    );
    await recordAudit(tx, {
      actor: staff,
      action: "vocabulary.extend",
      subjectType: "setting",
      subjectId: "vocabulary_additions",
      subjectLabel: vocabulary,
      changes: { [vocabulary]: { from: known[vocabulary], to: [...known[vocabulary], term] } },
      requestId,
    });
    return { ...known, [vocabulary]: [...known[vocabulary], term] };
  });
}
