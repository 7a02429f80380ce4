import type { Staff } from "#lib/auth/schemas.ts";

/**
 * Who asks, for route tests that put themselves in the place of currentStaff. Test files share their modules: a route
 * that the first of them loaded goes on asking the first one's stand-in, so that all of them must read this.
 */
export const who: { asks: Staff | "anonymous" | "stranger" } = { asks: "anonymous" };
