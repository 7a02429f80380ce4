import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { insertToken } from "./insert-token.ts";
import { type Actor, permit } from "./permissions.ts";
import { type CreateToken, createTokenSchema } from "./token-request-schemas.ts";
import type { MadeToken } from "./token-schemas.ts";

/** Makes a token for one consumer. The secret is in this answer and nowhere else. */
export async function createToken(
  db: Db,
  actor: Actor,
  input: CreateToken,
  requestId?: string,
): Promise<MadeToken & { secret: string }> {
  permit(actor, "tokens.manage");
  const token = createTokenSchema.parse(input);
  return withRole(db, "perazzi_console", (tx) =>
    insertToken(
      tx,
      { ...token, familyId: null },
      { actor, action: "token.create", requestId: requestId ?? null },
    ),
  );
}
