import { sql } from "kysely";
import { madeOtherwise } from "#lib/corpus/embedding-state.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { redactionVersion } from "#lib/guardrail/redact.ts";
import { readTokenLimit } from "./settings.ts";

type FollowUp = { runId: string; state: "queued" | "waiting for approval" } | null;
type Asked = {
  staff: { userId: string | null; email: string };
  writes: { id: string; after: Record<string, unknown> }[];
  changeSetId?: string;
};

/**
 * Queues, in the caller's transaction, the run that an edit of documents makes necessary: cutting, cleaning or
 * embedding again; what was changed while a document was not active, once it is again. The run itself waits for approval where it would buy more than the limit. Null where none is needed.
 */
export async function followUp(tx: Tx, { staff, writes, changeSetId }: Asked): Promise<FollowUp> {
  const recut = writes.filter(({ after }) => "embed_mode" in after || "pricing_sensitive" in after);
  const woken = writes.filter(({ after }) => after.status === "active");
  if (recut.length + woken.length === 0) return null;
  const { documents, chunks } = baseTables();
  const { rows: needed } = await sql<{ id: string }>`
    select d.id from ${documents} d
    where d.status = 'active' and d.embed_mode <> 'ignore' and (d.id = any(${recut.map(({ id }) => id)}::uuid[])
      or d.id = any(${woken.map(({ id }) => id)}::uuid[]) and (${madeOtherwise(redactionVersion)}
        or not exists (select 1 from ${chunks} c where c.document_id = d.id)))
    order by d.id`.execute(tx);
  if (needed.length === 0) return null;
  const scope = JSON.stringify({ documentIds: needed.map(({ id }) => id) });
  const options = JSON.stringify({
    cause: "edit",
    upToTokens: await readTokenLimit(tx),
    ...(changeSetId ? { changeSetId } : {}),
  });
  const { rows } = await sql<{ id: string | null }>`
    select console.request_run('ingest', 'incremental', ${env().environment}, ${staff.userId}::uuid, ${staff.email},
      ${scope}::jsonb, ${options}::jsonb, null) as id`.execute(tx);
  const runId = rows[0]?.id;
  if (!runId) return null;
  // What may hold amounts is cleaned before anything else is done.
  if (recut.some(({ after }) => after.pricing_sensitive === true))
    await sql`select console.hasten_run(${runId}::uuid)`.execute(tx);
  return { runId, state: "queued" };
}
