import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type Actor, permit } from "./permissions.ts";
import { loadToken, type TokenRecord, tokenColumns, toTokenRow } from "./token-row.ts";
import type { TokenRow } from "./token-schemas.ts";

type Input = { id: string; version?: number };

/** Ends a token at once; the row stays, so that the log still says whose calls those were. */
export async function revokeToken(
  db: Db,
  actor: Actor,
  input: Input,
  requestId?: string,
): Promise<TokenRow> {
  permit(actor, "tokens.manage");
  return withRole(db, "perazzi_console", async (tx) => {
    const row = await loadToken(tx, input.id, input.version);
    const { rows } = await sql<TokenRecord>`update console.api_tokens set revoked_at = now()
      where id = ${row.id} returning ${tokenColumns}`.execute(tx);
    const after = rows.map(toTokenRow)[0] ?? row;
    await recordAudit(tx, {
      actor,
      action: "token.revoke",
      subjectType: "token",
      subjectId: row.id,
      subjectLabel: `${row.consumer} (${row.lookup})`,
      changes: { revokedAt: { from: null, to: after.revokedAt } },
      requestId: requestId ?? null,
    });
    return after;
  });
}
