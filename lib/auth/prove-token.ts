import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type TokenRecord, tokenColumns, toTokenRow } from "./token-row.ts";
import type { TokenRow, TokenScope } from "./token-schemas.ts";
import { type Bearer, hashSecret, isSecret, readBearer } from "./token-secret.ts";

/** Whose token it is, and why it may not be used, where it may not. */
export type ProvedToken = { token: TokenRow; refusal?: AppError };

/** How to come back, in the details of a refusal by the limit. */
export type LimitDetails = { requestsPerMinute: number; retryAfterSeconds: number };

type Stored = TokenRecord & { secret_hash: Uint8Array; taken: boolean };

/**
 * Proves a bearer token and takes one request out of its allowance, in one statement: of its state as it is now,
 * so that a revocation holds at once. Throws 401 for what is nobody's token.
 */
export async function proveToken(
  db: Db,
  authorization: string | null,
  scope: TokenScope,
): Promise<ProvedToken> {
  const bearer = readBearer(authorization);
  if (!bearer) throw unknown();
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const stored = await takeRequest(tx, bearer, scope);
      if (!stored || !isSecret(bearer.secret, stored.secret_hash)) throw unknown();
      const token = toTokenRow(stored);
      const refusal =
        refusalOf(token, scope) ?? (stored.taken ? undefined : await overLimit(tx, token));
      return refusal ? { token, refusal } : { token };
    },
    { timeoutMs: 3_000 },
  );
}

function unknown(): AppError {
  return new AppError(
    "unauthenticated",
    "Send an access token of this console: Authorization: Bearer cct_…",
  );
}

function refusalOf(token: TokenRow, scope: TokenScope): AppError | undefined {
  if (token.state === "revoked")
    return new AppError("unauthenticated", "This token was revoked. Ask an admin for another.");
  if (token.state === "expired")
    return new AppError(
      "unauthenticated",
      `This token expired at ${token.expiresAt}. Ask an admin for another.`,
    );
  if (!token.scopes.includes(scope))
    return new AppError(
      "forbidden",
      `This token is for ${token.scopes.join(" and ")}, not for ${scope}.`,
    );
  return undefined;
}

/**
 * A leaky bucket of a minute's requests, kept as the time at which it is full again (GCRA). One row a
 * family and one conditional write: parallel requests and replaced secrets share it. Only who holds the secret of
 * a token that may be used takes from it.
 */
async function takeRequest(
  tx: Tx,
  { lookup, secret }: Bearer,
  scope: TokenScope,
): Promise<Stored | undefined> {
  const step = sql`interval '1 minute' / requests_per_minute`;
  // Losing a count in a crash is cheaper than a disk flush a request.
  const { rows } = await sql<Stored>`
    with stored as materialized (
      select set_config('synchronous_commit', 'off', true), secret_hash, ${tokenColumns}
      from console.api_tokens where lookup = ${lookup}
    ), may as (
      select family_id, ${step} as step from stored
      where state = 'active' and ${scope} = any(scopes) and secret_hash = ${hashSecret(secret)}
    ), taken as (
      insert into console.api_token_limits as l (family_id, full_at)
      select family_id, clock_timestamp() + step from may
      on conflict (family_id) do update set full_at = greatest(l.full_at, clock_timestamp()) + (select step from may)
        where greatest(l.full_at, clock_timestamp()) + (select step from may) <= clock_timestamp() + interval '1 minute'
      returning 1
    ), used as (
      update console.api_tokens set last_used_at = now()
      where id = (select id from stored) and exists (select 1 from taken)
        and (last_used_at is null or last_used_at < now() - interval '1 minute')
    )
    select stored.*, exists (select 1 from taken) as taken from stored`.execute(tx);
  return rows[0];
}

async function overLimit(tx: Tx, { familyId, requestsPerMinute }: TokenRow): Promise<AppError> {
  const { rows } = await sql<{ wait: number }>`
    select extract(epoch from full_at - clock_timestamp())::float8 as wait
    from console.api_token_limits where family_id = ${familyId}`.execute(tx);
  const untilFree = (rows[0]?.wait ?? 0) + 60 / requestsPerMinute - 60;
  const details: LimitDetails = {
    requestsPerMinute,
    retryAfterSeconds: Math.max(1, Math.ceil(untilFree)),
  };
  return new AppError(
    "rate_limited",
    `This token may make ${requestsPerMinute} requests a minute. Wait ${details.retryAfterSeconds} s.`,
    { details },
  );
}
