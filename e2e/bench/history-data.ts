import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/** So many runs over the last year, with a failed document each now and then, and so many requests to the provider. */
export async function insertHistory(db: Db, { runs, calls }: { runs: number; calls: number }) {
  // Drawn from the number of the row, so that two fillings are alike: most runs succeed, nights are quiet.
  const draw = (salt: number) => sql`(abs(hashint4(n * 31 + ${sql.lit(salt)})) % 1000 / 1000.0)`;
  const at = sql`now() - interval '1 minute' - n * (interval '363 days' / ${sql.lit(runs)}) * (0.7 + 0.3 * ${draw(1)})`;
  await sql`insert into console.runs (kind, mode, environment, requested_by_label, state, created_at, started_at, finished_at,
      documents_total, documents_scanned, documents_new, documents_updated, documents_repaired, documents_removed,
      documents_failed, documents_skipped, chunks_written, chunks_reused, chunks_removed, chunks_embedded, tokens,
      embedding_requests, errors, estimated_cost, embedding_model, error_message)
    select case when k < 0.7 then 'ingest' else 'reembed' end, case when k < 0.7 then 'incremental' else 'stale' end, 'local',
      (array['anna@example.com', 'ben@example.com', 'ci', 'chiara@example.com'])[1 + (p * 4)::int % 4],
      o, created, created + interval '2 seconds',
      created + interval '2 seconds' + (p * p * 900 + 4) * interval '1 second',
      412, 412, (p * 3)::int, (p * p * 30)::int, (k * 2)::int, (k * 1.2)::int, case when o like '%errors' then 1 else 0 end,
      380, (p * p * 300)::int, 9000, (p * p * 200)::int, (p * p * 300)::int, (p * p * 240000)::int, (p * 9)::int,
      case when o like '%errors' then 1 when o = 'failed' then 1 else 0 end, p * p * 0.0312, 'text-embedding-3-large',
      case when o = 'failed' then (array['Nobody was left to work it.', 'The provider refused the key.'])[1 + (p * 2)::int % 2] end
    from (select n, ${draw(2)}::float8 as k, ${draw(3)}::float8 as p, ${at} as created,
        case when ${draw(4)} < 0.9 then 'succeeded' when ${draw(4)} < 0.95 then 'succeeded with errors'
          when ${draw(4)} < 0.98 then 'failed' else 'cancelled' end as o
      from generate_series(1, ${runs}::int) n) drawn`.execute(db);
  await sql`insert into console.run_events (run_id, at, level, path, action, message)
    select id, finished_at, 'error', 'bench/' || documents_updated || '.md', 'fail',
      (array['The file is not there.', 'The provider did not answer in time.', 'A chunk is over the model''s limit.'])[1 + documents_updated % 3]
    from console.runs where state = 'succeeded with errors'`.execute(db);
  await sql`insert into console.provider_calls (at, cause, actor_label, model, inputs, tokens, price_per_million, cost, duration_ms, outcome)
    select now() - n * (interval '363 days' / ${sql.lit(calls)}),
      (array['run', 'run', 'run', 'lab', 'preview', 'consumer', 'consumer', 'shadow', 'evaluation'])[1 + (p * 9)::int % 9],
      (array['anna@example.com', 'ben@example.com', 'ci', 'website', 'chiara@example.com'])[1 + (k * 5)::int % 5],
      'text-embedding-3-large', 1 + (k * 64)::int, 20 + (p * 20000)::int, 0.13, (20 + p * 20000) * 0.13 / 1000000,
      40 + (k * 400)::int, case when ${draw(7)} < 0.985 then 'answered' else 'rate limited' end
    from (select n, ${draw(5)}::float8 as k, ${draw(6)}::float8 as p from generate_series(1, ${calls}::int) n) drawn`.execute(
    db,
  );
}
