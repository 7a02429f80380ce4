import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import { cellText } from "#lib/corpus/export-rows.ts";
import { fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { type EditableRow, readValue, sameValue } from "#lib/corpus/plan-edit.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { cleanField } from "./clean-field.ts";
import { maxRows } from "./draft-change-set.ts";
import { insertChangeSet } from "./insert-change-set.ts";
import { type CsvEdit, type CsvProblem, parseEditCsv } from "./parse-edit-csv.ts";
import { loadRows } from "./rows.ts";

type ImportRequest = { subject: Subject; csv: string; name?: string | undefined };
export type Imported = {
  id: string;
  total: number;
  same: number;
  problems: CsvProblem[];
  ignored: string[];
};

/**
 * An exported file that was edited elsewhere, as a draft: each row with its own changes and the version that was
 * exported. Rows that do not differ are not in it; what cannot be read is listed.
 */
export function importCsv(
  db: Db,
  { subject, csv, name }: ImportRequest,
  staff: Staff,
): Promise<Imported> {
  permit(staff, "documents.edit");
  const { edits, problems, ignored } = parseEditCsv(subject, csv);
  if (edits.length > maxRows)
    throw new AppError(
      "invalid",
      `The file has more than ${maxRows.toLocaleString("en-GB")} rows. Cut it into parts.`,
    );
  return withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      const rows = await loadRows(
        tx,
        subject,
        edits.map(({ id }) => id),
        viewerOf(staff),
      );
      const pinned = [];
      let same = 0;
      for (const edit of edits) {
        const row = rows.get(edit.id);
        if (!row) {
          problems.push({
            line: edit.line,
            message: "There is no such row, or not for you to see.",
          });
          continue;
        }
        const { wanted, refused } = differing(subject, row, edit);
        if (refused) problems.push({ line: edit.line, message: refused });
        else if (Object.keys(wanted).length === 0) same += 1;
        else
          pinned.push({
            position: pinned.length,
            id: row.id,
            label: row.label,
            version: edit.version,
            wanted,
          });
      }
      if (pinned.length === 0)
        throw new AppError(
          "invalid",
          problems[0]
            ? `Nothing can be taken over. Line ${problems[0].line}: ${problems[0].message}`
            : "Nothing in this file differs from what is stored.",
        );
      const id = await insertChangeSet(tx, {
        kind: "csv",
        state: "draft",
        subject,
        staff,
        name: name || null,
      });
      await sql`insert into console.change_set_rows (change_set_id, position, subject_id, label, seen_version, wanted)
        select ${id}::uuid, r.position, r.id, r.label, r.version, r.wanted from jsonb_to_recordset(${JSON.stringify(pinned)}::jsonb)
          as r (position int, id uuid, label text, version bigint, wanted jsonb)`.execute(tx);
      await sql`update console.change_sets set rows_total = ${pinned.length} where id = ${id}`.execute(
        tx,
      );
      problems.sort((a, b) => a.line - b.line);
      return { id, total: pinned.length, same, problems: problems.slice(0, 100), ignored };
    },
    { timeoutMs: 30_000 },
  );
}

/**
 * Cells that say something else than the row does, as changes, or why one of them cannot be taken. A cell that is as it
 * was exported is no edit, whatever stands in it: amounts were left out of it, and other software writes what no form takes.
 */
function differing(
  subject: Subject,
  row: EditableRow,
  { cells, values, refused }: CsvEdit,
): { wanted: Changes; refused?: string } {
  const wanted: Changes = {};
  for (const field of fieldsOf(subject)) {
    const { name } = field;
    const from = readValue(field, row.values[field.column]);
    const shown = cleanField(row.sensitive, field, from);
    if (cells[name] === undefined || cells[name] === cellText(shown)) continue;
    if (refused[name]) return { wanted, refused: refused[name] };
    const to = values[name] ?? null;
    if (!sameValue(from, to) && !sameValue(shown, to)) wanted[name] = { set: to };
  }
  return { wanted };
}
