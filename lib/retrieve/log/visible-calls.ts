import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";

/** SQL condition: this person may know of the call `l`. What was asked beyond internal content is for admins. */
export function mayBeSeen({ seesRestricted }: Viewer): RawBuilder<boolean> {
  return seesRestricted
    ? sql`true`
    : sql`(l.visibility in ('public', 'internal') and l.confidentiality = 'normal')`;
}
