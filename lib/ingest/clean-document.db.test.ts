import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { withRole } from "#lib/db/with-role.ts";
import { resetEnv } from "#lib/env/env.ts";
import { recordScan } from "#lib/guardrail/request-scan.ts";
import { runScan } from "#lib/guardrail/run-scan.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { jobs } from "#lib/worker/jobs.ts";
import { runWorker } from "#lib/worker/run-worker.ts";
import { createRun } from "./create-run.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let provider: FakeProvider;
let corpus: ReturnType<typeof temporaryCorpus>;

beforeAll(async () => {
  base = await testDatabase();
  provider = await startFakeProvider();
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("OPENAI_API_KEY", "a key");
  corpus = temporaryCorpus();
  corpus.list([{ path: "a.md" }]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  corpus.remove();
  await provider.close();
  await base.close();
});

const words = "The receiver is cut from one block of steel and finished by hand. ".repeat(70);
const file = `# The case\n\n${words}\n\n# What it costs\n\n${words} The case is $6,543 with a fee of 75 each.\n\n# Care\n\n${words}`;

type Chunk = { text: string; served: boolean; parked: string | null };

async function chunks(): Promise<Chunk[]> {
  const { rows } =
    await sql<Chunk>`select c.text, e.chunk_id is not null as served, p.reason as parked
    from public.chunks c left join public.embeddings e on e.chunk_id = c.id
    left join console.parked_embeddings p on p.chunk_id = c.id order by c.chunk_index`.execute(
      base.db,
    );
  return rows;
}

test("whoever switches the pricing flag on: nothing is served at once, then it is cleaned and served again", async () => {
  corpus.write("a.md", file);
  const first = await createRun(base.db, {
    kind: "ingest",
    mode: "incremental",
    requestedBy: { id: null, label: "a test" },
  });
  expect(await executeRun(base.db, first)).toBe("succeeded");
  const before = await chunks();
  expect(before.length).toBeGreaterThan(2);
  expect(before.every(({ served }) => served)).toBe(true);
  expect(before.some(({ text }) => text.includes("6,543"))).toBe(true);
  provider.requests.length = 0;

  // Other software: it knows of no queue. The stored curated value makes the next run keep the flag.
  await sql`update public.documents set summary = 'About $6,543'`.execute(base.db);
  await sql`update public.documents set pricing_sensitive = true,
    curated = '{"pricing_sensitive": {"value": true, "by": "a", "at": "b"}}'`.execute(base.db);
  const flagged = await chunks();
  expect(flagged.every(({ served, parked }) => !served && parked === "pricing")).toBe(true);
  const { rows } =
    await sql`select data->>'task' as task from pgboss.job where name = 'guardrail' and state = 'created'`.execute(
      base.db,
    );
  expect(rows).toEqual([{ task: "clean" }]);

  const stop = new AbortController();
  const { guardrail, runs } = jobs;
  expect(
    await runWorker({
      db: base.db,
      url: base.url,
      jobs: { guardrail },
      signal: stop.signal,
      once: true,
    }),
  ).toEqual({ done: 1, failed: 0 });
  const cleaned = await chunks();
  expect(cleaned.map(({ text }) => text).join()).not.toMatch(/6,543|75/);
  // What held no amount is served again with the vector that it had; the rest waits for its new one.
  expect(cleaned.filter(({ served }) => served).length).toBeGreaterThan(0);
  expect(
    cleaned.filter(({ served, text }) => !served && !text.includes("[price removed]")),
  ).toEqual([]);
  const { rows: asked } = await sql<{
    priority: number;
  }>`select priority from pgboss.job where name = 'runs' and state = 'created'`.execute(base.db);
  expect(asked).toEqual([{ priority: 100 }]);

  expect(
    await runWorker({
      db: base.db,
      url: base.url,
      jobs: { runs },
      signal: stop.signal,
      once: true,
    }),
  ).toEqual({ done: 1, failed: 0 });
  const after = await chunks();
  expect(after.every(({ served }) => served)).toBe(true);
  expect(provider.requests.flat().join()).not.toMatch(/6,543/);
  const id = await withRole(base.db, "perazzi_console", (tx) => recordScan(tx, "a test"));
  expect(await runScan(base.db, id)).toMatchObject({ leak: 0 });
  const audit =
    await sql`select actor_label from console.audit_log where action = 'document.clean'`.execute(
      base.db,
    );
  expect(audit.rows).toEqual([{ actor_label: "pricing guardrail" }]);
});
