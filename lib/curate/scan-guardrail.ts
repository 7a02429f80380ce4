import { sql } from "kysely";
import type { GuardrailEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { holdsAmount, redactProse } from "#lib/guardrail/redact.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { visibleRow } from "./rows.ts";

const shown = 20;
const mostTexts = 2_000;

type ScannedChunk = {
  id: string;
  documentId: string;
  label: string;
  heading: string | null;
  text: string;
};

/**
 * Chunks, of those that the person may see, in which amounts stand, or stood before they were taken out, of the rows that change the pricing flag or
 * loosen a guard. Stops after `budgetMs` and says how many it did not come to. Null where there is nothing to look at.
 */
export async function scanGuardrail(
  tx: Tx,
  { subject, planned }: Hypothesis,
  viewer: Viewer,
  budgetMs = 400,
): Promise<GuardrailEffect | null> {
  const concerned = planned.filter(
    ({ edits, loosens }) =>
      loosens || edits.some(({ field }) => field.column === "pricing_sensitive"),
  );
  if (concerned.length === 0) return null;
  const { documents, chunks } = baseTables();
  const ids = concerned.map(({ row }) => row.id);
  const column = sql.ref(subject === "document" ? "c.document_id" : "c.id");
  const which = sql`${chunks} c join ${documents} d on d.id = c.document_id
    where ${column} = any(${ids}::uuid[]) and ${visibleRow("chunk", viewer)}`;
  const { rows } = await sql<ScannedChunk>`
    select c.id, c.document_id as "documentId", d.path || ' #' || (c.chunk_index + 1) as label,
      c.heading_path as heading, c.text
    from ${which} order by d.path, c.chunk_index, c.id limit ${mostTexts}`.execute(tx);
  const counted = await sql<{
    total: number;
  }>`select count(*)::int as total from ${which}`.execute(tx);
  const end = Date.now() + budgetMs;
  let scanned = 0;
  const suspects: GuardrailEffect["suspects"] = [];
  let suspectCount = 0;
  for (const { text, heading, ...chunk } of rows) {
    if (Date.now() > end) break;
    scanned += 1;
    if (!text.includes("[price removed]") && !holdsAmount(text)) continue;
    suspectCount += 1;
    if (suspects.length < shown)
      suspects.push({
        chunkId: chunk.id,
        documentId: chunk.documentId,
        label: chunk.label,
        heading: heading && redactProse(heading),
      });
  }
  return {
    scanned,
    notScanned: (counted.rows[0]?.total ?? scanned) - scanned,
    suspects,
    suspectCount,
  };
}
