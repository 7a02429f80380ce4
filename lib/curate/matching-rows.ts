import { type RawBuilder, sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import { chunkListSchema, documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { chunkConditions } from "#lib/corpus/chunk-conditions.ts";
import { chunkCounts, vectorJoins } from "#lib/corpus/embedding-state.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { documentConditions } from "#lib/corpus/list-documents.ts";
import { prepareSearch } from "#lib/corpus/search-text.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { redactionVersion, redactProse } from "#lib/guardrail/redact.ts";
import type { Relations } from "#lib/retrieve/relations.ts";

/** A query for the ids of all rows that a table's filter matches, by the same conditions as the table; of other relations, too. */
export async function matchingRows(
  tx: Tx,
  subject: Subject,
  filter: string,
  staff: Staff,
  { documents, chunks }: Pick<Relations, "documents" | "chunks"> = baseTables(),
): Promise<RawBuilder<unknown>> {
  const reader = { ...viewerOf(staff), redact: redactProse, redactionVersion };
  if (subject === "document") {
    const state = parsed(documentListSchema.safeParse(queryOf(filter)));
    const search = await prepareSearch(tx, state.q);
    return sql`select d.id from ${documents} d ${chunkCounts()}
      where ${documentConditions(state, reader, search)}`;
  }
  const state = parsed(chunkListSchema.safeParse(queryOf(filter)));
  const search = await prepareSearch(tx, state.q);
  return sql`select c.id from ${chunks} c join ${documents} d on d.id = c.document_id ${vectorJoins()}
    where ${chunkConditions(state, reader, search)}`;
}

function parsed<T>(result: { success: true; data: T } | { success: false }): T {
  if (result.success) return result.data;
  throw new AppError("invalid", "The filter makes no sense here. Reload the table.");
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
