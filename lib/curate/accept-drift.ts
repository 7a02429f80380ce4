import { sql } from "kysely";
import { recordAudits } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import type { AcceptDrift } from "#lib/corpus/drift-schemas.ts";
import { fieldNamed } from "#lib/corpus/field-schemas.ts";
import { type EditableRow, readValue } from "#lib/corpus/plan-edit.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { resumeLater } from "./apply-change-set.ts";
import { hypothesise } from "./hypothesis.ts";
import { insertChangeSet } from "./insert-change-set.ts";
import { vocabulariesIn } from "./read-vocabularies.ts";
import { requireReason } from "./require-reason.ts";
import { loadRows } from "./rows.ts";
import { pinnedRows } from "./target-rows.ts";
import { workChangeSet } from "./work-change-set.ts";
import { writeRows } from "./write-rows.ts";

type Context = { staff: Staff; requestId: string; now: Date };
/** How many fields were settled, and the change set where values changed. */
export type Accepted = { fields: number; changeSetId: string | null; state: ChangeSetState | null };

/**
 * Takes one side of differences between documents and their manifest or file: the manifest's values are written as a
 * change set, where they loosen what is guarded with a reason; the person's are marked as meant and stay listed until the manifest agrees.
 */
export function acceptDrift(db: Db, request: AcceptDrift, context: Context): Promise<Accepted> {
  permit(context.staff, "documents.edit");
  return request.side === "manifest"
    ? takeManifest(db, request, context)
    : keepPerson(db, request, context);
}

async function takeManifest(
  db: Db,
  { rows, reason }: AcceptDrift,
  { staff, requestId }: Context,
): Promise<Accepted> {
  const id = await withRole(db, "perazzi_curate", async (tx) => {
    const found = await loadRows(
      tx,
      "document",
      rows.map(({ documentId }) => documentId),
      viewerOf(staff),
    );
    const wanted = new Map<string, { row: EditableRow; version: number; changes: Changes }>();
    for (const { documentId, version, field } of rows) {
      const row = found.get(documentId);
      const spec = fieldNamed("document", field);
      if (!row || !spec) continue;
      const said = saidOf(row, spec.column);
      const entry = wanted.get(documentId) ?? { row, version, changes: {} };
      wanted.set(documentId, {
        ...entry,
        changes: { ...entry.changes, [field]: { set: readValue(spec, said) } },
      });
    }
    if (wanted.size === 0)
      throw new AppError(
        "invalid",
        "None of these differences is there any more. Reload the page.",
      );
    const set = await insertChangeSet(tx, {
      kind: "drift",
      state: "applying",
      subject: "document",
      staff,
      name: "Manifest's values taken over",
      reason: reason || null,
      requestId,
    });
    const pinned = [...wanted.values()].map(({ row, version, changes }, position) => ({
      position,
      id: row.id,
      label: row.label,
      version,
      changes,
    }));
    await sql`insert into console.change_set_rows (change_set_id, position, subject_id, label, seen_version, wanted)
      select ${set}::uuid, r.position, r.id, r.label, r.version, r.changes from jsonb_to_recordset(${JSON.stringify(pinned)}::jsonb)
        as r (position int, id uuid, label text, version bigint, changes jsonb)`.execute(tx);
    await sql`update console.change_sets set rows_total = ${pinned.length} where id = ${set}`.execute(
      tx,
    );
    const hypothesis = hypothesise(
      "document",
      await pinnedRows(tx, set, "document", staff),
      {},
      { role: staff.role, vocabularies: await vocabulariesIn(tx) },
    );
    await requireReason(tx, hypothesis, reason || null, staff);
    await resumeLater(tx, set);
    return set;
  });
  return { fields: rows.length, changeSetId: id, state: await workChangeSet(db, id) };
}

/** What the manifest says, else what stood there before the first person changed it. */
function saidOf({ manifest, curated }: EditableRow, column: string): unknown {
  return manifest && column in manifest ? manifest[column] : curated?.[column]?.over;
}

function keepPerson(
  db: Db,
  { rows, reason }: AcceptDrift,
  { staff, requestId, now }: Context,
): Promise<Accepted> {
  return withRole(db, "perazzi_curate", async (tx) => {
    const found = await loadRows(
      tx,
      "document",
      rows.map(({ documentId }) => documentId),
      viewerOf(staff),
      { lock: true },
    );
    const writes = new Map<
      string,
      { row: EditableRow; curated: NonNullable<EditableRow["curated"]>; fields: string[] }
    >();
    for (const { documentId, version, field } of rows) {
      const row = found.get(documentId);
      const spec = fieldNamed("document", field);
      if (!row || !spec || row.version !== version) continue;
      const write = writes.get(documentId) ?? { row, curated: { ...row.curated }, fields: [] };
      const person = write.curated[spec.column] ?? {
        value: readValue(spec, row.values[spec.column]),
        by: staff.email,
        at: now.toISOString(),
        over: saidOf(row, spec.column),
      };
      write.curated[spec.column] = { ...person, kept: true };
      write.fields.push(spec.column);
      writes.set(documentId, write);
    }
    const all = [...writes.values()];
    if (all.length === 0)
      throw new AppError(
        "conflict",
        "These documents changed meanwhile. Nothing was settled; reload the page.",
      );
    await keep(tx, all, { staff, requestId, reason: reason || null });
    return {
      fields: all.reduce((sum, { fields }) => sum + fields.length, 0),
      changeSetId: null,
      state: null,
    };
  });
}

type Keep = { row: EditableRow; curated: NonNullable<EditableRow["curated"]>; fields: string[] };

async function keep(
  tx: Tx,
  all: Keep[],
  { staff, requestId, reason }: { staff: Staff; requestId: string; reason: string | null },
) {
  const context = { actor: staff, changeSetId: null, requestId, reason };
  await writeRows(
    tx,
    "document",
    all.map(({ row, curated }) => ({ row, set: {}, curated })),
    context,
  );
  await recordAudits(
    tx,
    { ...context, action: "drift.keep", subjectType: "document" },
    all.map(({ row, fields }) => ({
      subjectId: row.id,
      subjectLabel: row.label,
      changes: Object.fromEntries(
        fields.map((column) => [column, { from: saidOf(row, column), to: row.values[column] }]),
      ),
    })),
  );
}
