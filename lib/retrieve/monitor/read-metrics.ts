import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { countWorkers } from "#lib/jobs/read-workers.ts";
import { jobPayloads } from "#lib/jobs/schemas.ts";
import { type Labels, type MetricCount, MetricFamilies } from "./metric-families.ts";

type Counted = { labels: Labels; value: number };

/** What monitoring asks for, in Prometheus's text format: out of the database, so the same from every web process. */
export function readMetrics(db: Db): Promise<string> {
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const families = new MetricFamilies();
      const { live } = await countWorkers(tx);
      families.gauge("console_info", "Which environment this is; always 1.", [
        { labels: { environment: env().environment }, value: 1 },
      ]);
      families.gauge("console_workers", "Workers that said within 15 s that they take jobs.", [
        { labels: {}, value: live },
      ]);
      await addQueues(tx, families);
      await addRuns(tx, families);
      await addCorpus(tx, families);
      await addTotals(tx, families);
      return families.text();
    },
    { readOnly: true, timeoutMs: 5_000, oneMoment: true },
  );
}

async function addQueues(tx: Tx, families: MetricFamilies): Promise<void> {
  const names = [...Object.keys(jobPayloads), "dead"];
  const { rows } = await sql<{
    queue: string;
    waiting: number;
    active: number;
    failed: number;
    oldest: number;
  }>`select q.name as queue, count(*) filter (where j.state < 'active')::int as waiting,
      count(*) filter (where j.state = 'active')::int as active,
      count(*) filter (where j.state = 'failed')::int as failed,
      coalesce(extract(epoch from now() - min(j.created_on) filter (where j.state < 'active' and j.start_after <= now())), 0)::float8 as oldest
    from unnest(${names}::text[]) as q (name) left join pgboss.job j on j.name = q.name
    group by q.name order by q.name`.execute(tx);
  families.gauge(
    "console_queue_jobs",
    "Jobs by queue and state; failed ones are kept for a while.",
    rows.flatMap(({ queue, ...states }) =>
      (["waiting", "active", "failed"] as const).map((state) => ({
        labels: { queue, state },
        value: states[state],
      })),
    ),
  );
  families.gauge(
    "console_queue_oldest_seconds",
    "How long the oldest job that could be taken has waited.",
    rows.map(({ queue, oldest }) => ({ labels: { queue }, value: Math.max(0, oldest) })),
  );
}

async function addRuns(tx: Tx, families: MetricFamilies): Promise<void> {
  const runs = await counted(
    tx,
    sql`select kind, state, finished_at is null as open, count(*)::int as value from console.runs group by 1, 2, 3`,
  );
  const part = (open: string) =>
    runs
      .filter(({ labels }) => labels.open === open)
      .map(({ labels: { kind = "", state = "" }, value }) => ({ labels: { kind, state }, value }));
  families.gauge("console_runs", "Runs that have not ended, by kind and state.", part("true"));
  families.counter("console_runs_ended", "Runs that ended, by kind and outcome.", part("false"));
  families.gauge(
    "console_webhook_deliveries",
    "News of a run's end, by what became of it.",
    await counted(
      tx,
      sql`select state, count(*)::int as value from console.webhook_deliveries group by 1`,
    ),
  );
}

async function addCorpus(tx: Tx, families: MetricFamilies): Promise<void> {
  const { documents, chunks, embeddings } = baseTables();
  families.gauge(
    "console_documents",
    "Documents by status.",
    await counted(tx, sql`select status, count(*)::int as value from ${documents} group by 1`),
  );
  families.gauge(
    "console_chunks",
    "Chunks by whether their vector may be served, is parked, or is missing.",
    await counted(
      tx,
      sql`select case when e.chunk_id is not null then 'served' when p.chunk_id is not null then 'parked' else 'missing' end
          as embedding, count(*)::int as value
        from ${chunks} c left join ${embeddings} e on e.chunk_id = c.id
          left join console.parked_embeddings p on p.chunk_id = c.id group by 1`,
    ),
  );
  families.gauge(
    "console_shadow_vectors",
    "Vectors of other models beside the served ones.",
    await counted(
      tx,
      sql`select s.model, count(v.embedding)::int as value from console.shadow_sets s
        left join console.shadow_embeddings v on v.set_id = s.id group by 1`,
    ),
  );
}

async function addTotals(tx: Tx, families: MetricFamilies): Promise<void> {
  const { rows } = await sql<MetricCount>`select metric, labels, nullif(le, 'infinity') as le,
      observations::float8 as observations, total
    from console.metric_counts order by metric, labels::text, le limit 20000`.execute(tx);
  const of = (metric: string) => rows.filter((row) => row.metric === metric);
  const observations = (metric: string) =>
    of(metric).map(({ labels, observations }) => ({ labels, value: observations }));
  const totals = (metric: string) =>
    of(metric).map(({ labels, total }) => ({ labels, value: total }));
  families.counter(
    "console_retrievals",
    "Retrievals by who asked and how it was answered.",
    observations("retrievals"),
  );
  families.histogram(
    "console_retrieval_seconds",
    "How long answered retrievals took.",
    of("retrieval_seconds"),
  );
  families.counter(
    "console_retrievals_full_text_alone",
    "Retrievals that full text answered, as the embedding provider gave no vector.",
    observations("retrievals_full_text_alone"),
  );
  families.counter(
    "console_retrievals_not_logged",
    "Retrievals that the log could not keep up with.",
    observations("retrievals_not_logged"),
  );
  families.counter(
    "console_provider_requests",
    "Requests to the embedding provider by what for and how they ended.",
    observations("provider_requests"),
  );
  families.histogram(
    "console_provider_seconds",
    "How long requests to the embedding provider took.",
    of("provider_seconds"),
  );
  families.counter("console_provider_tokens", "Tokens booked.", totals("provider_tokens"));
  families.counter(
    "console_provider_cost_dollars",
    "US dollars booked, at the price of each request's day.",
    totals("provider_cost"),
  );
  families.counter(
    "console_embedded_texts",
    "Texts and questions that got a vector from the provider.",
    totals("embedded_texts"),
  );
}

/** Rows of labels and a value. */
async function counted(tx: Tx, query: ReturnType<typeof sql>): Promise<Counted[]> {
  const { rows } = await sql<Record<string, unknown>>`${query}`.execute(tx);
  return rows.map(({ value, ...labels }) => ({
    labels: Object.fromEntries(Object.entries(labels).map(([name, of]) => [name, String(of)])),
    value: Number(value),
  }));
}
