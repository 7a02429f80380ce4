import { type RawBuilder, sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import { facetConditions, searchCondition } from "#lib/corpus/document-filter.ts";
import { embeddingCounts, embeddingStateSql } from "#lib/corpus/embedding-counts.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { documentListSchema } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

/** A query for the ids of all rows that a table's filter matches, by the same conditions as the table. */
export async function matchingRows(
  _tx: Tx,
  subject: Subject,
  filter: string,
  staff: Staff,
): Promise<RawBuilder<unknown>> {
  if (subject === "chunk") throw new AppError("invalid", "Choose the chunks one by one.");
  const viewer = viewerOf(staff);
  const parsed = documentListSchema.safeParse(queryOf(filter));
  if (!parsed.success)
    throw new AppError("invalid", "The filter makes no sense here. Reload the table.");
  const conditions = Object.values(facetConditions(parsed.data, embeddingStateSql));
  return sql`select d.id from ${baseTables().documents} d cross join lateral ${embeddingCounts(viewer)} n
    where ${searchCondition(parsed.data, viewer)} and ${sql.join(conditions, sql` and `)}`;
}

function queryOf(filter: string): Record<string, string | string[]> {
  const params = new URLSearchParams(filter);
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}
