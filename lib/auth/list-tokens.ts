import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type Actor, permit } from "./permissions.ts";
import { type TokenRecord, tokenColumns, toTokenRow } from "./token-row.ts";
import type { TokenRow } from "./token-schemas.ts";

type Page = { after?: string | undefined; limit?: number | undefined };

/** Tokens, the newest first, at most 200 a page; `nextCursor` is the last id of a full page. */
export async function listTokens(
  db: Db,
  actor: Actor,
  { after, limit = 200 }: Page = {},
): Promise<{ items: TokenRow[]; nextCursor: string | null }> {
  permit(actor, "tokens.manage");
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<TokenRecord>`select ${tokenColumns} from console.api_tokens
        where ${after ?? null}::uuid is null or id < ${after ?? null}::uuid
        order by id desc limit ${limit + 1}`.execute(tx);
      const items = rows.slice(0, limit).map(toTokenRow);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    { readOnly: true },
  );
}
