import { execFile, spawnSync } from "node:child_process";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;

beforeAll(async () => {
  base = await testDatabase();
  corpus = temporaryCorpus();
  corpus.write("texts/one.md", "# One\n\nThe first text.\n");
  corpus.write("texts/two.md", "# Two\n\nThe second text.\n");
  corpus.write("lists/three.csv", "Name,Use\nMX,trap\n");
  corpus.list([
    { path: "texts/one.md" },
    { path: "texts/two.md", docType: "letter" },
    { path: "lists/three.csv", category: "lists" },
  ]);
});
afterAll(async () => {
  corpus.remove();
  await base.close();
});

type Ended = { code: number; out: string; err: string };

/** `pnpm ingest:v2` as a process of its own, over the test's database and corpus. */
function ingest(...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["lib/cli/ingest.ts", ...args],
      { env: childEnvironment({ CORPUS_ROOT: corpus.root, OPENAI_API_KEY: "" }) },
      (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

const script = spawnSync("script", ["--version"], { encoding: "utf8" });
const noTerminal = !script.stdout?.includes("util-linux");

/** The same at a terminal of 60 columns, which util-linux's `script` makes; what it shows comes as one stream. */
function ingestAtTerminal(): Promise<Omit<Ended, "err">> {
  return new Promise((done) => {
    const child = execFile(
      "script",
      ["-qec", 'stty cols 60; "$NODE" lib/cli/ingest.ts', "/dev/null"],
      {
        env: childEnvironment({
          CORPUS_ROOT: corpus.root,
          OPENAI_API_KEY: "",
          NODE: process.execPath,
        }),
      },
      (_error, out) => done({ code: child.exitCode ?? -1, out }),
    );
  });
}

async function paths(): Promise<string[]> {
  const { rows } = await sql<{
    path: string;
  }>`select path from public.documents order by 1`.execute(base.db);
  return rows.map(({ path }) => path);
}

test("--dry-run says what would be done and writes nothing", async () => {
  const { code, out, err } = await ingest("--dry-run");
  expect(code, err).toBe(0);
  expect(out).toContain("new  texts/one.md  Nothing was written: dry run.");
  expect(out).toMatch(/^mode +dry-run$/m);
  expect(await paths()).toEqual([]);
});

test("--path, --doc-type and --category each take only theirs; progress is plain lines", async () => {
  const one = await ingest("--path", "texts/one.md");
  expect(one).toMatchObject({ code: 0, err: "[1/1] texts/one.md\n" });
  expect(await paths()).toEqual(["texts/one.md"]);
  await ingest("--doc-type", "letter");
  expect(await paths()).toEqual(["texts/one.md", "texts/two.md"]);
  await ingest("--category", "lists");
  expect(await paths()).toEqual(["lists/three.csv", "texts/one.md", "texts/two.md"]);
});

test("--audit names only what needs attention", async () => {
  corpus.write("texts/one.md", "# One\n\nThe first text, longer.\n");
  const { code, out } = await ingest("--audit");
  expect(code).toBe(0);
  expect(out).toContain("update  texts/one.md");
  expect(out).not.toContain("texts/two.md");
  const again = await ingest("--json");
  expect(JSON.parse(again.out).documents).toMatchObject({ updated: 1, skipped: 2 });
});

test("--full works every document through; --json is the run alone", async () => {
  const { code, out, err } = await ingest("--full", "--json");
  expect([code, err]).toEqual([0, ""]);
  expect(JSON.parse(out)).toMatchObject({
    state: "succeeded",
    mode: "full",
    documents: { scanned: 3, updated: 3, failed: 0 },
    chunks: { written: 0, reused: 3, embedded: 0 },
  });
});

test("a document that fails: exit code 1, the reason, the others done", async () => {
  corpus.write("texts/two.md", "");
  corpus.write("texts/one.md", "# One\n\nOnce more.\n");
  const { code, out } = await ingest();
  expect(code).toBe(1);
  expect(out).toContain("error  texts/two.md  Manifest, line 6: The file is empty.");
  expect(out).toMatch(/^ {2}updated +1$/m);
  expect(out).toMatch(/^ {2}failed +1$/m);
});

test.skipIf(noTerminal)(
  `at a terminal: one bar that is drawn over, then the table${noTerminal ? " (skipped: no util-linux `script`)" : ""}`,
  async () => {
    const long = `texts/${"a-long-name-".repeat(6)}.md`;
    corpus.write(long, "# Long\n\nThe text with a long name.\n");
    corpus.write("texts/two.md", "# Two\n\nThe second text again.\n");
    corpus.list([
      { path: "texts/one.md" },
      { path: "texts/two.md", docType: "letter" },
      { path: "lists/three.csv", category: "lists" },
      { path: long },
    ]);
    const { code, out } = await ingestAtTerminal();
    expect(code, out).toBe(0);
    const [progress = "", table = ""] = out.split(/(?=^state )/m);
    const drawn = progress.split("\r\x1b[2K").slice(1);
    expect(drawn.length).toBeGreaterThanOrEqual(4);
    for (const bar of drawn) {
      expect(bar).toMatch(/^█*░* \d\/4 \S*\s*$/);
      expect(bar.trimEnd().length).toBeLessThan(60);
    }
    expect(drawn.filter((bar) => bar.includes("\n"))).toEqual([drawn.at(-1)]);
    expect(drawn.at(-1)).toMatch(/^█{30} 4\/4 /);
    expect(progress).not.toContain("[1/4]");
    expect(table).toMatch(/^state +succeeded\r?$/m);
    expect(table).toMatch(/^documents +4\r?$/m);
  },
);

test.skipIf(noTerminal)("at a terminal too, a document that fails gives exit code 1", async () => {
  corpus.write("texts/two.md", "");
  const { code, out } = await ingestAtTerminal();
  expect(code).toBe(1);
  expect(out).toContain("error  texts/two.md");
});

test("an unknown option: exit code 1, what went wrong and how it is used", async () => {
  const { code, out, err } = await ingest("--everything");
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("--everything");
  expect(err).toContain("Usage: pnpm ingest:v2");
});
