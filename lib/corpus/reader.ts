import type { Redact } from "./clean-values.ts";
import type { Viewer } from "./schemas.ts";

/**
 * Who reads, what takes amounts out of sensitive text, and the version of the rules in force; without it
 * nothing is called stale for the sake of older rules.
 */
export type Reader = Viewer & { redact: Redact; redactionVersion?: string };
