import { sql } from "kysely";
import { can } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import { type FieldValue, fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { readValue } from "#lib/corpus/plan-edit.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { cleanField } from "./clean-field.ts";
import { vocabulariesIn } from "./read-vocabularies.ts";
import { loadRows } from "./rows.ts";

/** What a form needs to edit one row: its values as they are now, what the manifest says, and what may be chosen. */
export function readEditable(
  db: Db,
  subject: Subject,
  id: string,
  staff: Staff,
): Promise<Editable> {
  return withRole(db, "perazzi_read", async (tx) => {
    const row = (await loadRows(tx, subject, [id], viewerOf(staff))).get(id);
    if (!row) throw new AppError("not_found", `There is no such ${subject}.`);
    const vocabularies = await vocabulariesIn(tx);
    const values: Record<string, FieldValue> = {};
    const manifest: Record<string, FieldValue> = {};
    const origins: Editable["origins"] = {};
    for (const field of fieldsOf(subject)) {
      const show = (value: unknown) => cleanField(row.sensitive, field, readValue(field, value));
      values[field.name] = show(row.values[field.column]);
      const said = row.manifest?.[field.column];
      if (said !== undefined) manifest[field.name] = show(said);
      const person = row.curated?.[field.column];
      if (person) origins[field.name] = { by: person.by, at: person.at, over: show(person.over) };
    }
    return {
      subject,
      id,
      version: row.version,
      label: row.label,
      values,
      manifest,
      origins,
      vocabularies,
      zone: env().CONSOLE_TIME_ZONE,
      mayExtend: can(staff.role, "settings.manage"),
    };
  });
}

/** What the form for many rows needs: nothing of any one row. */
export function readEditChoices(
  db: Db,
  subject: Subject,
  staff: Staff,
): Promise<Omit<Editable, "id" | "version">> {
  return withRole(db, "perazzi_read", async (tx) => {
    const tags = await commonTerms(tx, subject);
    return {
      subject,
      label: "",
      values: {},
      manifest: {},
      origins: {},
      vocabularies: await vocabulariesIn(tx),
      suggestions: tags,
      zone: env().CONSOLE_TIME_ZONE,
      mayExtend: can(staff.role, "settings.manage"),
    };
  });
}

async function commonTerms(
  tx: Parameters<typeof vocabulariesIn>[0],
  subject: Subject,
): Promise<Record<string, string[]>> {
  if (subject === "chunk") return {};
  const { rows } = await sql<{ tag: string }>`select t.tag from (
      select jsonb_array_elements_text(case when jsonb_typeof(tags) = 'array' then tags else '[]' end) as tag
      from ${baseTables().documents} where coalesce(confidentiality, 'normal') = 'normal' and coalesce(visibility, 'public') <> 'admin-only'
        and not pricing_sensitive limit 5000) t
    group by t.tag order by count(*) desc, t.tag limit 100`.execute(tx);
  return { tags: rows.map(({ tag }) => tag) };
}
