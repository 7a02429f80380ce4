import { ApiError } from "#components/api-client.ts";
import type { GuardrailEffect } from "#lib/corpus/change-set-schemas.ts";

export type AskedReason = { guardrail: GuardrailEffect | null };

/** What to show where an answer asks why a guard may be loosened; undefined for every other error. */
export function askedReason(error: unknown): AskedReason | undefined {
  if (!(error instanceof ApiError) || error.fields.reason === undefined) return undefined;
  return (error.details as AskedReason | undefined) ?? { guardrail: null };
}
