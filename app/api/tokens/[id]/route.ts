import { z } from "zod";
import { revokeToken } from "#lib/auth/revoke-token.ts";
import { database } from "#lib/db/pool.ts";
import { handle } from "../../handle.ts";

/** Revokes: the row stays, for the log. */
export const DELETE = handle(
  { permission: "tokens.manage", params: z.object({ id: z.uuid() }), versioned: true },
  ({ staff, params, ifMatch, requestId }) =>
    revokeToken(database(), staff, { id: params.id, version: ifMatch }, requestId),
);
