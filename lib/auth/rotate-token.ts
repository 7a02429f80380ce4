import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { insertToken } from "./insert-token.ts";
import { type Actor, permit } from "./permissions.ts";
import { type RotateToken, rotateTokenSchema } from "./token-request-schemas.ts";
import { loadToken, type TokenRecord, tokenColumns, toTokenRow } from "./token-row.ts";
import type { MadeToken } from "./token-schemas.ts";

type Input = { id: string; version?: number } & RotateToken;

/** Gives a consumer a new secret under the same rights and limit; the old one ends after the grace. */
export async function rotateToken(
  db: Db,
  actor: Actor,
  { id, version, ...input }: Input,
  requestId?: string,
): Promise<MadeToken & { secret: string }> {
  permit(actor, "tokens.manage");
  const { graceHours, expiresInDays } = rotateTokenSchema.parse(input);
  return withRole(db, "perazzi_console", async (tx) => {
    const old = await loadToken(tx, id, version);
    const made = await insertToken(
      tx,
      { ...old, expiresInDays },
      { actor, action: "token.rotate", requestId: requestId ?? null },
    );
    const { rows } = await sql<TokenRecord>`update console.api_tokens
      set expires_at = least(expires_at, now() + ${graceHours}::float8 * interval '1 hour')
      where id = ${old.id} returning ${tokenColumns}`.execute(tx);
    const after = rows.map(toTokenRow)[0] ?? old;
    await recordAudit(tx, {
      actor,
      action: "token.rotate",
      subjectType: "token",
      subjectId: old.id,
      subjectLabel: `${old.consumer} (${old.lookup})`,
      changes: {
        expiresAt: { from: old.expiresAt, to: after.expiresAt },
        replacedBy: { from: null, to: made.token.id },
      },
      requestId: requestId ?? null,
    });
    return made;
  });
}
