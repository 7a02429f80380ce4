import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { redactQuery } from "#lib/guardrail/redact.ts";
import type { LogSettings } from "../log-schemas.ts";
import { countCalls } from "./count-calls.ts";
import { logSettingsIn } from "./log-settings.ts";
import { type LoggedCall, toRows } from "./logged-call.ts";

/**
 * Writes calls to the log in one short transaction of its own, and how many could not be kept before.
 * Times are moved to the database's clock. What the settings do not want is not written.
 */
export async function writeCalls(db: Db, calls: LoggedCall[], dropped: number): Promise<void> {
  await withRole(
    db,
    "perazzi_console",
    async (tx) => {
      await countCalls(tx, calls, dropped);
      const settings = await logSettingsIn(tx);
      if (!settings.enabled) return;
      if (dropped > 0)
        await sql`insert into console.retrieval_drops (dropped) values (${dropped})`.execute(tx);
      const now = Date.now();
      const rows = calls.map((call) => toRows(call, now, textOf(call, settings)));
      await sql`insert into console.retrieval_log (id, at, origin, token_id, actor_id, calls, status, error_code,
          asked_with, query_characters, query_text, configuration, configuration_hash, visibility, confidentiality, plan,
          model, degraded, corpus_state, candidates, result_count, top_score, total_ms, timings)
        select id, clock_timestamp() - age_ms * interval '1 millisecond', origin, token_id, actor_id, calls, status,
          error_code, asked_with, query_characters, query_text, configuration, configuration_hash, visibility,
          confidentiality, plan, model, degraded, corpus_state, candidates, result_count, top_score, total_ms, timings
        from jsonb_to_recordset(${JSON.stringify(rows.map(({ log }) => log))}::jsonb) as t (id uuid, age_ms float8,
          origin text, token_id uuid, actor_id uuid, calls int, status int, error_code text, asked_with text,
          query_characters int, query_text text, configuration jsonb, configuration_hash text, visibility text,
          confidentiality text, plan text, model text, degraded text, corpus_state jsonb, candidates int,
          result_count int, top_score real, total_ms real, timings jsonb)
        on conflict (id) do nothing`.execute(tx);
      const results = rows.flatMap((row) => row.results);
      if (results.length === 0) return;
      await sql`insert into console.retrieval_results (retrieval_id, rank, at, chunk_id, document_id, chunk_version,
          document_version, text_hash, chunk_index, path, heading_path, visibility, confidentiality, score, similarity,
          full_text_score, rank_before)
        select t.retrieval_id, t.rank, l.at, t.chunk_id, t.document_id, t.chunk_version, t.document_version, t.text_hash,
          t.chunk_index, t.path, t.heading_path, t.visibility, t.confidentiality, t.score, t.similarity,
          t.full_text_score, t.rank_before
        from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as t (retrieval_id uuid, rank int, chunk_id uuid,
          document_id uuid, chunk_version bigint, document_version bigint, text_hash text, chunk_index int, path text,
          heading_path text, visibility text, confidentiality text, score real, similarity real, full_text_score real,
          rank_before int)
          join console.retrieval_log l on l.id = t.retrieval_id
        on conflict (retrieval_id, rank) do nothing`.execute(tx);
    },
    { timeoutMs: 5_000 },
  );
}

/** A query's words where the setting for their origin keeps them, without amounts; else nothing. */
function textOf({ caller, query }: LoggedCall, settings: LogSettings): string | null {
  const kept = caller.origin === "api" ? settings.queryText : settings.labQueryText;
  return kept && query !== null ? redactQuery(query.normalize("NFC").trim()) : null;
}
