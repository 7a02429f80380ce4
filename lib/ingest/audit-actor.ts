import type { AuditActor } from "#lib/audit/record.ts";
import type { Actor } from "#lib/auth/permissions.ts";

/** Who acts, as the audit log writes it down. */
export function auditActor(actor: Actor): AuditActor {
  return "role" in actor ? { userId: actor.userId, email: actor.email } : { label: actor.label };
}
