import type { Staff } from "#lib/auth/schemas.ts";
import type { Reader } from "#lib/corpus/reader.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { redactionVersion, redactProse } from "#lib/guardrail/redact.ts";

/** The price rules in force, for whoever reads. */
export const priceRules = { redact: redactProse, redactionVersion };

/** A member of staff as a reader of the corpus. */
export function readerOf(staff: Staff): Reader {
  return { ...viewerOf(staff), ...priceRules };
}
