import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Outgoing } from "#lib/guardrail/egress.ts";

/** The document became price-sensitive after its text was prepared: prepare it again. */
export class FlaggedMeanwhile extends AppError {
  constructor() {
    super(
      "conflict",
      "The pricing flag was switched on meanwhile: nothing of it was sent. Run again.",
    );
  }
}

/** The texts that were prepared as those of a document without a pricing flag, and whose document has it now. */
export async function flaggedMeanwhile<T extends Outgoing>(
  db: Db,
  texts: T[],
): Promise<Map<T, AppError>> {
  const open = texts.filter(({ sensitive, source }) => !sensitive && source);
  const paths = [...new Set(open.map(({ source }) => source?.path))];
  if (paths.length === 0) return new Map();
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql<{ path: string }>`select path from ${baseTables().documents}
      where path = any(${paths}::text[]) and pricing_sensitive`.execute(tx),
  );
  const flagged = new Set(rows.map(({ path }) => path));
  return new Map(
    open.flatMap((one) =>
      flagged.has(one.source?.path ?? "") ? [[one, new FlaggedMeanwhile()] as const] : [],
    ),
  );
}
