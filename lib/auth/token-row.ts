import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { TokenRow, TokenScope, TokenState } from "./token-schemas.ts";

export const tokenColumns = sql`id, family_id, consumer, lookup, scopes, visibility, confidentiality,
  requests_per_minute, expires_at, revoked_at, last_used_at, created_at, created_by_label, row_version,
  case when revoked_at <= now() then 'revoked' when expires_at <= now() then 'expired' else 'active' end as state`;

export type TokenRecord = {
  id: string;
  family_id: string;
  consumer: string;
  lookup: string;
  scopes: TokenScope[];
  visibility: TokenRow["visibility"];
  confidentiality: TokenRow["confidentiality"];
  requests_per_minute: number;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  created_at: Date;
  created_by_label: string;
  row_version: string;
  state: TokenState;
};

export function toTokenRow(record: TokenRecord): TokenRow {
  return {
    id: record.id,
    familyId: record.family_id,
    consumer: record.consumer,
    lookup: record.lookup,
    scopes: record.scopes,
    visibility: record.visibility,
    confidentiality: record.confidentiality,
    requestsPerMinute: record.requests_per_minute,
    state: record.state,
    createdAt: record.created_at.toISOString(),
    createdBy: record.created_by_label,
    lastUsedAt: record.last_used_at?.toISOString() ?? null,
    expiresAt: record.expires_at?.toISOString() ?? null,
    revokedAt: record.revoked_at?.toISOString() ?? null,
    version: Number(record.row_version),
  };
}

/** One token, locked for a change. Throws 404, and 409 where it is not active or was changed meanwhile. */
export async function loadToken(
  tx: Tx,
  id: string,
  version: number | undefined,
): Promise<TokenRow> {
  const { rows } = await sql<TokenRecord>`select ${tokenColumns} from console.api_tokens
    where id = ${id} for update`.execute(tx);
  if (!rows[0]) throw new AppError("not_found", "There is no such token.");
  const row = toTokenRow(rows[0]);
  if (version !== undefined && version !== row.version)
    throw new AppError(
      "conflict",
      `Somebody else changed the token of ${row.consumer} meanwhile. Look again.`,
      { details: row },
    );
  if (row.state === "revoked")
    throw new AppError("conflict", `The token of ${row.consumer} is revoked already.`, {
      details: row,
    });
  return row;
}
