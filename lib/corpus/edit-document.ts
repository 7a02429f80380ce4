import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { can, permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Curated } from "./document-metadata.ts";
import { isUnlisted, looserThanManifest, manifestValues } from "./manifest-values.ts";
import { countServed } from "./predict-effect.ts";
import {
  type DocumentEdit,
  documentEditSchema,
  type EditableValues,
  type EditOutcome,
} from "./schemas.ts";
import { viewerOf } from "./viewer.ts";
import { visibleTo } from "./visible.ts";

const columns = {
  status: "status",
  embedMode: "embed_mode",
  guardrailFlags: "guardrail_flags",
} as const;
type Field = keyof typeof columns;

type Loaded = EditableValues & {
  id: string;
  path: string;
  version: string;
  manifestStored: Record<string, unknown> | null;
  curated: Curated | null;
};

type EditInput = { id: string; version: number; edit: DocumentEdit; staff: Staff };
type EditContext = { now: Date; requestId?: string };

/**
 * Changes a document's status, embed mode or guardrail flags. Throws forbidden, not_found, invalid,
 * or conflict with the current row. An edit that changes nothing writes nothing.
 */
export function editDocument(
  db: Db,
  { id, version, edit, staff }: EditInput,
  { now, requestId }: EditContext,
): Promise<EditOutcome> {
  permit(staff, "documents.edit");
  const { reason, ...wanted } = documentEditSchema.parse(edit);
  return withRole(db, "perazzi_curate", async (tx) => {
    const current = await load(tx, id, staff);
    if (Number(current.version) !== version) throw conflict(current);
    const changed = changedFields(current, wanted);
    const servedBefore = await countServed(tx, id);
    if (changed.length === 0) return outcome(changed, version, servedBefore, servedBefore);

    requireRightToLoosen(current, wanted, { changed, staff, reason });
    const next = { ...current, ...pick(wanted, changed) };
    const stamp = { by: staff.email, at: now.toISOString() };
    const newVersion = await update(tx, current, next, curatedAfter(current, next, changed, stamp));
    if (newVersion === undefined) throw conflict(await load(tx, id, staff));
    await recordAudit(tx, {
      actor: staff,
      action: "document.edit",
      subjectType: "document",
      subjectId: id,
      subjectLabel: current.path,
      changes: Object.fromEntries(
        changed.map((field) => [columns[field], { from: current[field], to: next[field] }]),
      ),
      reason: reason || null,
      requestId: requestId ?? null,
    });
    return outcome(changed, newVersion, servedBefore, await countServed(tx, id));
  });
}

async function load(tx: Tx, id: string, staff: Staff): Promise<Loaded> {
  const found = await sql<Loaded>`
    select d.id, d.path, d.status, d.embed_mode as "embedMode", d.row_version as version, d.curated,
      coalesce(d.guardrail_flags, '[]') as "guardrailFlags", d.manifest_values as "manifestStored"
    from ${baseTables().documents} d where d.id = ${id} and ${visibleTo(viewerOf(staff), "d")}`.execute(
    tx,
  );
  const row = found.rows[0];
  if (!row) throw new AppError("not_found", "There is no such document.");
  return row;
}

function conflict(current: Loaded): AppError {
  const { status, embedMode, guardrailFlags } = current;
  return new AppError(
    "conflict",
    "Somebody changed this document since you opened it. Nothing of yours was saved.",
    { details: { version: Number(current.version), status, embedMode, guardrailFlags } },
  );
}

function changedFields(current: Loaded, wanted: Omit<DocumentEdit, "reason">): Field[] {
  return (Object.keys(columns) as Field[]).filter(
    (field) => wanted[field] !== undefined && key(wanted[field]) !== key(current[field]),
  );
}

/** Flags are a set: their order says nothing. */
function key(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? [...new Set(value)].sort() : value);
}

function pick(wanted: Omit<DocumentEdit, "reason">, fields: Field[]): Partial<EditableValues> {
  const chosen = Object.fromEntries(fields.map((field) => [field, wanted[field]]));
  if (chosen.guardrailFlags) chosen.guardrailFlags = [...new Set(wanted.guardrailFlags)].sort();
  return chosen;
}

function requireRightToLoosen(
  current: Loaded,
  wanted: Omit<DocumentEdit, "reason">,
  { changed, staff, reason }: { changed: Field[]; staff: Staff; reason: string | undefined },
): void {
  const manifest = manifestValues(current.manifestStored);
  if (
    wanted.status === "active" &&
    changed.includes("status") &&
    isUnlisted(current.manifestStored)
  )
    throw new AppError(
      "forbidden",
      "The manifest does not list this file, so it cannot be made active. Add its row to the manifest and ingest.",
    );
  const looser = looserThanManifest(pick(wanted, changed), manifest, current);
  if (looser.length === 0) return;
  const names = looser.map((field) => columns[field].replace("_", " ")).join(" and ");
  if (!can(staff.role, "loosen"))
    throw new AppError("forbidden", `This ${names} is looser than the manifest's. Ask an admin.`);
  if (!reason)
    throw new AppError("invalid", `This ${names} is looser than the manifest's: say why.`, {
      fields: { reason: "Say why this may be looser than the manifest." },
    });
}

/** A value equal to the manifest's is no longer a person's: later manifests count again. */
function curatedAfter(
  current: Loaded,
  next: Loaded,
  changed: Field[],
  stamp: { by: string; at: string },
): Curated {
  const curated = { ...current.curated };
  const manifest = manifestValues(current.manifestStored);
  for (const field of changed) {
    if (manifest && field in manifest && manifest[field] === next[field])
      delete curated[columns[field]];
    else curated[columns[field]] = { value: next[field], ...stamp };
  }
  return curated;
}

async function update(
  tx: Tx,
  current: Loaded,
  next: Loaded,
  curated: Curated,
): Promise<number | undefined> {
  const updated = await sql<{ version: string }>`
    update ${baseTables().documents} set status = ${next.status}, embed_mode = ${next.embedMode},
      guardrail_flags = case when ${key(next.guardrailFlags) === key(current.guardrailFlags)} then guardrail_flags
        else ${JSON.stringify(next.guardrailFlags)}::jsonb end,
      curated = ${JSON.stringify(curated)}::jsonb
    where id = ${current.id} and row_version = ${current.version}
    returning row_version as version`.execute(tx);
  return updated.rows[0] ? Number(updated.rows[0].version) : undefined;
}

function outcome(changed: Field[], version: number, before: number, after: number): EditOutcome {
  return {
    changed,
    version,
    effect: {
      left: Math.max(0, before - after),
      entered: Math.max(0, after - before),
      served: after,
    },
  };
}
