import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
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
  vi.stubEnv("EMBED_BATCH_SIZE", "1");
  // One request at a time: those under way when the flag goes on have left.
  await sql`insert into console.settings (key, value) values ('embed_requests', '{"inFlight": 1}')`.execute(
    base.db,
  );
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

/** Five sections of a chunk each, every one with the amount. */
function priced(word: string): string {
  const sentence = `The ${word} is built by hand and costs $6,543 with all that belongs to it. `;
  return [1, 2, 3, 4, 5].map((n) => `# Part ${n}\n\n${sentence.repeat(60)}`).join("\n\n");
}

const run = async (kind: "ingest" | "reembed", scope = {}) =>
  executeRun(
    base.db,
    await createRun(base.db, {
      kind,
      mode: kind === "ingest" ? "incremental" : "full",
      scope,
      requestedBy: { id: null, label: "a test" },
    }),
  );

/** The flag goes on while the first request of the run is under way. */
async function flagMeanwhile(): Promise<void> {
  provider.beforeAnswer = async () => {};
  await setFlag(true, '{"pricing_sensitive": {"value": true, "by": "a", "at": "b"}}');
}

async function setFlag(on: boolean, curated: string): Promise<void> {
  await sql`update public.documents set pricing_sensitive = ${on}, curated = ${curated}::jsonb`.execute(
    base.db,
  );
}

const amounts = (requests: string[][]) => requests.flat().filter((one) => one.includes("6,543"));

test("once the pricing flag is on, nothing more of the document leaves with its amounts", async () => {
  corpus.write("a.md", priced("frame"));
  expect(await run("ingest")).toBe("succeeded");
  const { rows } = await sql<{ id: string }>`select id from public.documents`.execute(base.db);
  const scope = { documentIds: rows.map(({ id }) => id) };

  provider.requests.length = 0;
  provider.beforeAnswer = flagMeanwhile;
  expect(await run("reembed", scope)).toBe("succeeded with errors");
  expect(amounts(provider.requests)).toHaveLength(1);

  await setFlag(false, "{}");
  corpus.write("a.md", priced("fork"));
  provider.requests.length = 0;
  provider.beforeAnswer = flagMeanwhile;
  expect(await run("ingest")).toBe("succeeded");
  expect(amounts(provider.requests)).toHaveLength(1);
  expect(provider.requests.length).toBeGreaterThan(1);
  const stored = await sql<{ text: string }>`select text from public.chunks`.execute(base.db);
  expect(stored.rows.length).toBeGreaterThan(0);
  expect(stored.rows.filter(({ text }) => text.includes("6,543"))).toEqual([]);
});
