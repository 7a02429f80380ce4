import type { LoggedCall } from "#lib/retrieve/log/logged-call.ts";

/**
 * What was handed to the log, for route tests that put themselves in the place of logCall. Test files share their
 * modules: a route that the first of them loaded goes on handing its calls to the first one's stand-in.
 */
export const loggedCalls: Omit<LoggedCall, "calls">[] = [];
