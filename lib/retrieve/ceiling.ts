import type { Role } from "#lib/auth/schemas.ts";
import type { VisibilityCeiling } from "./schemas.ts";

/** The most that a role may see: `admin-only` and `elevated` content is for admins (contract, section 8). */
export function visibilityCeiling(role: Role): VisibilityCeiling {
  return role === "admin"
    ? { visibility: "admin-only", confidentiality: "elevated" }
    : { visibility: "internal", confidentiality: "normal" };
}
