import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { formatCount } from "#lib/format/number.ts";
import { matchingRows } from "./matching-rows.ts";

/** The documents that a query of the documents table matches now. Throws invalid for none, or for more than `most`. */
export function documentIdsOf(
  db: Db,
  staff: Staff,
  filter: string,
  most: number,
): Promise<string[]> {
  return withRole(
    db,
    "perazzi_read",
    async (tx) => {
      const { rows } = await sql<{
        id: string;
      }>`${await matchingRows(tx, "document", filter, staff)} order by d.id limit ${most + 1}`.execute(
        tx,
      );
      if (rows.length === 0)
        throw new AppError(
          "invalid",
          "No document matches this filter any more. Nothing was started.",
        );
      if (rows.length > most)
        throw new AppError(
          "invalid",
          `More than ${formatCount(most)} documents match. Narrow the filter, or start a run over a folder, a category or a type. Nothing was started.`,
        );
      return rows.map(({ id }) => id);
    },
    { timeoutMs: 30_000 },
  );
}
