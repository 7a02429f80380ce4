import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { ProvedRetrieval } from "../proof-schemas.ts";
import { type LoggedResult, readFacts, wasRestricted } from "./proof-facts.ts";
import { proveResult } from "./prove-result.ts";
import { mayBeSeen } from "./visible-calls.ts";

type StoredCall = Omit<ProvedRetrieval, "at" | "results" | "withheld"> & { at: Date };

/**
 * A logged retrieval with every chunk it returned, then and now. What the viewer may not see, by what
 * it was then or is now, is not among them. Throws not_found.
 */
export function readRetrieval(db: Db, id: string, viewer: Viewer): Promise<ProvedRetrieval> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const call = await loadCall(tx, id, viewer);
      const { results, withheld } = await loadResults(tx, id, viewer);
      // A little earlier, as the answer and its log are not of one moment; versions decide.
      const since = new Date(call.at.getTime() - 60_000);
      const facts = await readFacts(tx, results, since, viewer);
      return {
        ...call,
        at: call.at.toISOString(),
        results: results.map((result) =>
          proveResult(result, facts, { redact: redactProse, all: viewer.seesRestricted }),
        ),
        withheld,
      };
    },
    { readOnly: true },
  );
}

async function loadCall(tx: Tx, id: string, viewer: Viewer): Promise<StoredCall> {
  const { rows } = await sql<StoredCall>`
    select l.id, l.at, l.origin, coalesce(t.consumer, s.email, 'somebody') as who, l.calls, l.status,
      l.error_code as "errorCode", l.asked_with as "askedWith", l.query_characters as "queryCharacters",
      l.query_text as "queryText", l.configuration, l.configuration_hash as "configurationHash", l.plan, l.model,
      l.degraded, l.corpus_state ->> 'version' as "corpusVersion", l.candidates, l.total_ms::float8 as "totalMs", l.timings
    from console.retrieval_log l left join console.api_tokens t on t.id = l.token_id
      left join console.staff s on s.user_id = l.actor_id
    where l.id = ${id} and ${mayBeSeen(viewer)}`.execute(tx);
  if (rows[0]) return rows[0];
  throw new AppError("not_found", "No retrieval is logged under this id.");
}

/** What the viewer may see of it by what it was and by what it is, or was when it was removed. */
async function loadResults(tx: Tx, id: string, { seesRestricted }: Viewer) {
  const { documents, chunks } = baseTables();
  const seen = seesRestricted
    ? sql`true`
    : sql`r.visibility in ('public', 'internal') and r.confidentiality = 'normal'
        and not exists (select 1 from ${documents} d where d.id = r.document_id and (console.visibility_rank(d.visibility) > 1
          or coalesce(d.confidentiality, 'normal') <> 'normal'))
        and not exists (select 1 from ${chunks} c where c.id = r.chunk_id and (console.visibility_rank(c.visibility) > 1
          or coalesce(c.confidentiality, 'normal') <> 'normal'))
        and not exists (select 1 from console.document_versions v where v.document_id = r.document_id and v.removed
          and ${wasRestricted} and not exists (select 1 from ${documents} d where d.id = r.document_id))
        and not exists (select 1 from console.chunk_versions v where v.chunk_id = r.chunk_id and v.removed
          and ${wasRestricted} and not exists (select 1 from ${chunks} c where c.id = r.chunk_id))`;
  const { rows } = await sql<LoggedResult & { seen: boolean }>`
    select rank, rank_before, chunk_id, document_id, chunk_version::int, document_version::int, text_hash, chunk_index,
      path, heading_path, score::float8, similarity::float8, full_text_score::float8, ${seen} as seen
    from console.retrieval_results r where r.retrieval_id = ${id} order by rank limit 200`.execute(
    tx,
  );
  const results = rows.filter((row) => row.seen);
  return { results, withheld: results.length < rows.length };
}
