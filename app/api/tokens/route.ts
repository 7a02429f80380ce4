import { createToken } from "#lib/auth/create-token.ts";
import { listTokens } from "#lib/auth/list-tokens.ts";
import { createTokenSchema, listTokensSchema } from "#lib/auth/token-request-schemas.ts";
import { withoutSecret } from "#lib/auth/token-schemas.ts";
import { database } from "#lib/db/pool.ts";
import { handle } from "../handle.ts";

export const GET = handle(
  { permission: "tokens.manage", query: listTokensSchema },
  ({ staff, query }) => listTokens(database(), staff, query),
);

export const POST = handle(
  {
    permission: "tokens.manage",
    body: createTokenSchema,
    idempotent: true,
    keepAnswer: withoutSecret,
  },
  async ({ staff, body, requestId }) =>
    Response.json(await createToken(database(), staff, body, requestId), { status: 201 }),
);
