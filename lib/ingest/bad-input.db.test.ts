import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { createRun } from "./create-run.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;

beforeAll(async () => {
  base = await testDatabase();
  corpus = temporaryCorpus();
  corpus.write("good.md", "# Good\n\nThis file has nothing wrong with it.\n");
});
afterAll(async () => {
  corpus.remove();
  await base.close();
});

type Event = { path: string | null; level: string; message: string | null };

/** Ingests what is listed; what the run recorded, and which documents are there with embedded chunks. */
async function ingest(): Promise<{ state: string; problems: Event[]; served: string[] }> {
  const id = await createRun(base.db, {
    kind: "ingest",
    mode: "incremental",
    requestedBy: { id: null, label: "a test" },
    options: { yes: true },
  });
  const state = await executeRun(base.db, id);
  const problems = await sql<Event>`select path, level, message from console.run_events
    where run_id = ${id} and level = 'error' order by id`.execute(base.db);
  const served = await sql<{ path: string }>`select distinct d.path from public.documents d
    join public.chunks c on c.document_id = d.id join public.embeddings e on e.chunk_id = c.id
    where d.status = 'active' order by d.path`.execute(base.db);
  return { state, problems: problems.rows, served: served.rows.map(({ path }) => path) };
}

test.each<[string, string, string, RegExp]>([
  ["is JSON without text", "none.json", "{}", /no text that could be ingested/],
  [
    "is JSON 1,000 levels deep",
    "deep.json",
    `${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`,
    /deeper than 50 levels/,
  ],
  ["is a CSV with a short row", "short.csv", "a,b\n1,2\n3\n", /not a regular CSV.*near line 3/],
  ["has no word", "rules.md", "---\n\n---\n", /no text that could be ingested/],
])("a file that %s fails alone, with its reason", async (_name, path, content, message) => {
  corpus.write(path, content);
  corpus.list([{ path }, { path: "good.md" }]);
  const { state, problems, served } = await ingest();
  expect(problems).toEqual([{ path, level: "error", message: expect.stringMatching(message) }]);
  expect(state).toBe("succeeded with errors");
  expect(served).toEqual(["good.md"]);
});

test("a byte order mark is no text", async () => {
  corpus.write("bom.md", "\ufeff# Marked\n\nA file that an editor marked.\n");
  corpus.write("bom.csv", "\ufeffName,Use\nMX,trap\n");
  corpus.write("bom.json", '\ufeff{"name": "MX"}');
  corpus.list(["bom.md", "bom.csv", "bom.json"].map((path) => ({ path })));
  expect(await ingest()).toMatchObject({ state: "succeeded", problems: [] });
  const { rows } = await sql<{
    marked: boolean;
  }>`select bool_or(c.text like ${"%\ufeff%"}) as marked
    from public.chunks c`.execute(base.db);
  expect(rows).toEqual([{ marked: false }]);
});

test("rows that are malformed, doubled or lead out of the root fail alone, each by its line", async () => {
  const outside = mkdtempSync(join(tmpdir(), "outside-"));
  writeFileSync(join(outside, "secret.md"), "# Secret\n\nNot of this corpus.\n");
  symlinkSync(join(outside, "secret.md"), join(corpus.root, "link.md"));
  symlinkSync(outside, join(corpus.root, "folder"));
  const row = (path: string, rest = "texts | note | active | false | full | |") =>
    `| ${path} | ${rest}`;
  const rows = [
    row("good.md"),
    row("good.md", "texts | note | planned | false | full | |"),
    row("../secret.md"),
    row("/etc/hostname"),
    row("a\\b.md"),
    row("link.md"),
    row("folder/secret.md"),
    row("few.md", "texts |"),
    row("state.md", "texts | note | live | false | full | |"),
    row("flag.md", "texts | note | active | perhaps | full | |"),
    row("mode.md", "texts | note | active | false | half | |"),
    row("Now $6,990.md"),
    row("later.md (if present)", "texts | note | planned | false | full/ignore | |"),
  ];
  corpus.list([], rows);
  const { state, problems, served } = await ingest();
  rmSync(outside, { recursive: true });
  const said = problems.map(({ message }) => message ?? "");
  expect(said.toSorted((a, b) => lineOf(a) - lineOf(b))).toEqual([
    expect.stringMatching(/^Manifest, line 6: .*stands in line 5 already/),
    expect.stringMatching(/^Manifest, line 7: .*leads out of the corpus root/),
    expect.stringMatching(/^Manifest, line 8: .*relative to the corpus root/),
    expect.stringMatching(/^Manifest, line 9: .*relative to the corpus root/),
    expect.stringMatching(/^Manifest, line 10: .*leads out of the corpus root/),
    expect.stringMatching(/^Manifest, line 11: .*leads out of the corpus root/),
    expect.stringMatching(/^Manifest, line 12: .*2 of 6 cells/),
    expect.stringMatching(/^Manifest, line 13: Unknown status “live”/),
    expect.stringMatching(/^Manifest, line 14: Pricing_Sensitive is “perhaps”/),
    expect.stringMatching(/^Manifest, line 15: Unknown embed mode “half”/),
    expect.stringMatching(/^Manifest, line 16: The path holds an amount/),
  ]);
  expect(said.join()).not.toContain("6,990");
  expect(state).toBe("succeeded with errors");
  expect(served).toContain("good.md");
  expect(served.join()).not.toContain("secret");
});

function lineOf(message: string): number {
  return Number(/line (\d+)/.exec(message)?.[1]);
}
