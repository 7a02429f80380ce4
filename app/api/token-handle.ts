import { proveToken } from "#lib/auth/prove-token.ts";
import { database } from "#lib/db/pool.ts";
import { createTokenHandle } from "./create-token-handle.ts";

/** Makes a route handler for programs: token → limit → parse → work → JSON. */
export const tokenHandle = createTokenHandle((authorization, scope) =>
  proveToken(database(), authorization, scope),
);
