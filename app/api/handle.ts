import { currentStaff } from "#lib/auth/current-staff.ts";
import { createHandle } from "./create-handle.ts";

/**
 * Makes a route handler: identity → role → origin → parse → work → JSON. `work` returns a value
 * for JSON, nothing for 204, or a Response of its own.
 */
export const handle = createHandle(currentStaff);
