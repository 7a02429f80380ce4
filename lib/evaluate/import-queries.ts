import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { type CsvQuery, parseQueryCsv } from "./parse-query-csv.ts";
import { querySetId } from "./query-set.ts";
import { resolveExpectations } from "./resolve-expectations.ts";
import {
  type Expectation,
  type ImportReport,
  importQueriesSchema,
  type QueryInput,
  queryInputSchema,
} from "./schemas.ts";

type Input = { csv: string; set?: string | null; shared?: boolean };

/** Saves the questions of a CSV file. A question that its set holds already is left as it is, so twice is once. */
export async function importQueries(
  db: Db,
  staff: Staff,
  input: Input,
  requestId?: string,
): Promise<ImportReport> {
  permit(staff, "queries.save");
  const { csv, set, shared } = importQueriesSchema.parse(input);
  const { rows, problems } = parseQueryCsv(csv);
  return withRole(db, "perazzi_console", async (tx) => {
    const known = await resolveExpectations(tx, viewerOf(staff), [
      ...new Set(rows.flatMap((row) => [...row.expected, ...row.unwanted])),
    ]);
    const report: ImportReport = { added: 0, known: 0, problems };
    for (const row of rows) {
      const query = toInput(row, { set, shared }, known);
      if (typeof query === "string") problems.push({ line: row.line, message: query });
      else if (await insertNew(tx, staff, query)) report.added += 1;
      else report.known += 1;
    }
    await recordAudit(tx, {
      actor: staff,
      action: "query.import",
      subjectType: "query set",
      subjectId: set ?? "several",
      subjectLabel: set,
      changes: { added: { from: 0, to: report.added } },
      requestId: requestId ?? null,
    });
    return { ...report, problems: problems.toSorted((a, b) => a.line - b.line) };
  });
}

/** The query of a row, or what is wrong with it. */
function toInput(
  row: CsvQuery,
  given: { set: string | null; shared: boolean },
  known: Map<string, Expectation>,
): QueryInput | string {
  const lost = [...row.expected, ...row.unwanted].filter((one) => !known.has(one));
  if (lost.length > 0) return `No chunk or document has the id ${lost[0]}.`;
  const find = (written: string[]) => written.flatMap((one) => known.get(one) ?? []);
  const parsed = queryInputSchema.safeParse({
    name: row.name,
    text: row.text,
    set: row.set ?? given.set,
    context: row.mode ? { mode: row.mode } : {},
    expected: find(row.expected),
    unwanted: find(row.unwanted),
    note: row.note,
    shared: given.shared,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join(".") ?? "row"}: ${issue?.message ?? "not accepted"}`;
}

async function insertNew(tx: Tx, staff: Staff, query: QueryInput): Promise<boolean> {
  const setId = await querySetId(tx, staff, query.set);
  const { rows } = await sql`
    insert into console.saved_queries (set_id, name, text, context, expected, unwanted, note, shared, owner_id, owner_label)
    select ${setId}::uuid, ${query.name}::text, ${query.text}::text, ${JSON.stringify(query.context)}::jsonb,
      ${JSON.stringify(query.expected)}::jsonb, ${JSON.stringify(query.unwanted)}::jsonb, ${query.note}::text,
      ${query.shared}::boolean, ${staff.id}::uuid, ${staff.email}::text
    where not exists (select 1 from console.saved_queries s where s.set_id is not distinct from ${setId}::uuid
      and s.text = ${query.text} and (s.shared or s.owner_id = ${staff.id}::uuid))
    returning id`.execute(tx);
  return rows.length > 0;
}
