import { z } from "zod";
import { rotateToken } from "#lib/auth/rotate-token.ts";
import { rotateTokenSchema } from "#lib/auth/token-request-schemas.ts";
import { withoutSecret } from "#lib/auth/token-schemas.ts";
import { database } from "#lib/db/pool.ts";
import { handle } from "../../../handle.ts";

export const POST = handle(
  {
    permission: "tokens.manage",
    params: z.object({ id: z.uuid() }),
    body: rotateTokenSchema,
    versioned: true,
    idempotent: true,
    keepAnswer: withoutSecret,
  },
  async ({ staff, params, body, ifMatch, requestId }) => {
    const input = { ...body, id: params.id, version: ifMatch };
    return Response.json(await rotateToken(database(), staff, input, requestId), { status: 201 });
  },
);
