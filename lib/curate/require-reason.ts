import type { Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { scanGuardrail } from "./scan-guardrail.ts";

/** Throws invalid, with the guardrail scan to look at, where a change loosens what is guarded and nobody says why. */
export async function requireReason(
  tx: Tx,
  hypothesis: Hypothesis,
  reason: string | null,
  staff: Staff,
): Promise<void> {
  if (reason || !hypothesis.planned.some(({ loosens }) => loosens)) return;
  throw new AppError("invalid", "This loosens what is guarded: say why.", {
    fields: { reason: "Say why this may be loosened." },
    details: { guardrail: await scanGuardrail(tx, hypothesis, viewerOf(staff)) },
  });
}
