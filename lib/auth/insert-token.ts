import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { Actor } from "./permissions.ts";
import { type TokenRecord, tokenColumns, toTokenRow } from "./token-row.ts";
import type { MadeToken, TokenRow } from "./token-schemas.ts";
import { makeSecret } from "./token-secret.ts";

type NewToken = Pick<
  TokenRow,
  "consumer" | "scopes" | "visibility" | "confidentiality" | "requestsPerMinute"
> & { familyId: string | null; expiresInDays: number | null };

type Record = { actor: Actor; action: string; requestId: string | null };

/** Stores a new token's hash and says in the audit log what it may do. */
export async function insertToken(
  tx: Tx,
  token: NewToken,
  { actor, action, requestId }: Record,
): Promise<MadeToken & { secret: string }> {
  const { secret, lookup, hash } = makeSecret();
  const { rows } = await sql<TokenRecord>`
    with one as (select console.uuid_v7() as id)
    insert into console.api_tokens (id, family_id, consumer, lookup, secret_hash, scopes, visibility, confidentiality,
      requests_per_minute, expires_at, created_by, created_by_label)
    select one.id, coalesce(${token.familyId}::uuid, one.id), ${token.consumer}, ${lookup}, ${hash},
      ${token.scopes}::text[], ${token.visibility}, ${token.confidentiality}, ${token.requestsPerMinute},
      now() + ${token.expiresInDays}::int * interval '1 day', ${"userId" in actor ? actor.userId : null}::uuid,
      ${"email" in actor ? actor.email : actor.label}
    from one returning ${tokenColumns}`.execute(tx);
  if (!rows[0]) throw new Error("no token was stored");
  const row = toTokenRow(rows[0]);
  await recordAudit(tx, {
    actor,
    action,
    subjectType: "token",
    subjectId: row.id,
    subjectLabel: `${row.consumer} (${row.lookup})`,
    changes: {
      consumer: { from: null, to: row.consumer },
      scopes: { from: null, to: row.scopes },
      visibility: { from: null, to: row.visibility },
      confidentiality: { from: null, to: row.confidentiality },
      requestsPerMinute: { from: null, to: row.requestsPerMinute },
      expiresAt: { from: null, to: row.expiresAt },
    },
    requestId,
  });
  return { token: row, secret };
}
