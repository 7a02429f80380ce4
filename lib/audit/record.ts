import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";

/** Who did it: a member of staff, or a program under a name such as "command line". */
export type AuditActor = { userId: string | null; email: string } | { label: string };

/** What the entries of one action share. */
type AuditAction = {
  actor: AuditActor;
  /** `subject.verb`, such as `staff.add` or `document.edit`. */
  action: string;
  subjectType: string;
  reason?: string | null;
  requestId?: string | null;
  changeSetId?: string | null;
};

export type AuditSubject = {
  subjectId: string;
  subjectLabel?: string | null;
  changes: Record<string, { from: unknown; to: unknown }>;
};

export type AuditEntry = AuditAction & AuditSubject;

/** Writes one row per changed field, in the caller's transaction; fields that stay are skipped. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, entry, [entry]);
}

/** As recordAudit, for many subjects of one action in one statement. */
export async function recordAudits(
  tx: Tx,
  action: AuditAction,
  subjects: readonly AuditSubject[],
): Promise<void> {
  const rows = subjects.flatMap(({ subjectId, subjectLabel, changes }) =>
    Object.entries(changes)
      .filter(([, { from, to }]) => json(from) !== json(to))
      .map(([field, { from, to }]) => ({
        id: subjectId,
        label: subjectLabel ?? null,
        field,
        before: from ?? null,
        after: to ?? null,
      })),
  );
  if (rows.length === 0) return;
  const [actorId, actorLabel] =
    "label" in action.actor
      ? [null, action.actor.label]
      : [action.actor.userId, action.actor.email];
  await sql`
    insert into console.audit_log (actor_id, actor_label, action, subject_type, subject_id,
      subject_label, field, from_value, to_value, reason, change_set_id, request_id)
    select ${actorId}::uuid, ${actorLabel}, ${action.action}, ${action.subjectType}, c.id, c.label, c.field,
      nullif(c.before, 'null'), nullif(c.after, 'null'), ${action.reason ?? null}, ${action.changeSetId ?? null}::uuid,
      ${action.requestId ?? null}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as c (id text, label text, field text, before jsonb, after jsonb)`.execute(tx);
}

function json(value: unknown): string {
  return JSON.stringify(value ?? null);
}
