import { can } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Viewer } from "./schemas.ts";

/** What a member of staff may see: who may loosen a restriction may see behind it. */
export function viewerOf(staff: Staff): Viewer {
  return { seesRestricted: can(staff.role, "loosen") };
}
