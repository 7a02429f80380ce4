import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";

/** Who did it: a member of staff, or a program under a name such as "command line". */
export type AuditActor = { userId: string | null; email: string } | { label: string };

export type AuditEntry = {
  actor: AuditActor;
  /** `subject.verb`, such as `staff.add` or `document.edit`. */
  action: string;
  subjectType: string;
  subjectId: string;
  subjectLabel?: string | null;
  changes: Record<string, { from: unknown; to: unknown }>;
  reason?: string | null;
  requestId?: string | null;
  changeSetId?: string | null;
};

/** Writes one row per changed field, in the caller's transaction; fields that stay are skipped. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const changes = Object.entries(entry.changes)
    .map(([field, { from, to }]) => ({ field, from: json(from), to: json(to) }))
    .filter(({ from, to }) => from !== to);
  if (changes.length === 0) return;
  const [actorId, actorLabel] =
    "label" in entry.actor ? [null, entry.actor.label] : [entry.actor.userId, entry.actor.email];
  await sql`
    insert into console.audit_log (actor_id, actor_label, action, subject_type, subject_id,
      subject_label, field, from_value, to_value, reason, change_set_id, request_id)
    select ${actorId}::uuid, ${actorLabel}, ${entry.action}, ${entry.subjectType}, ${entry.subjectId},
      ${entry.subjectLabel ?? null}, c.field, c.from_value, c.to_value, ${entry.reason ?? null},
      ${entry.changeSetId ?? null}::uuid, ${entry.requestId ?? null}
    from unnest(${changes.map((c) => c.field)}::text[], ${changes.map((c) => c.from)}::jsonb[],
      ${changes.map((c) => c.to)}::jsonb[]) as c (field, from_value, to_value)`.execute(tx);
}

function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
