import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { createRun } from "./create-run.ts";
import { readRun } from "./read-run.ts";
import { executeRun } from "./run-ingest.ts";
import type { RunMode } from "./runs-schemas.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
const long = (word: string) => `# ${word}\n\n${`A sentence about the ${word}. `.repeat(40)}\n`;

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  corpus = temporaryCorpus();
  return () => corpus.remove();
});

async function ingest(mode: RunMode = "incremental") {
  const id = await createRun(base.db, {
    kind: "ingest",
    mode,
    requestedBy: { id: null, label: "a test" },
  });
  const state = await executeRun(base.db, id);
  const { run, events } = await readRun(base.db, id, { seesRestricted: true });
  return { state, run, events: events.items };
}

/** What each row of the three base tables looks like inside, down to the transaction that wrote it. */
async function baseRows() {
  const { rows } = await sql<{ row: string }>`
    select d.xmin || ' ' || d::text as row from public.documents d
    union all select c.xmin || ' ' || c::text from public.chunks c
    union all select e.xmin || ' ' || e::text from public.embeddings e order by 1`.execute(base.db);
  return rows.map(({ row }) => row);
}

test("a bad file or row fails alone, says why against its path, and stops no other", async () => {
  const bad: [path: string, content: string | Uint8Array, message: RegExp][] = [
    ["empty.md", "", /is empty/],
    ["blank.md", " \n\t\n", /only blanks/],
    ["latin1.md", Buffer.from("caf\xe9 au lait", "latin1"), /not UTF-8/],
    ["surrogate.md", Buffer.from([0x23, 0x20, 0xed, 0xa0, 0x80]), /not UTF-8/],
    ["nul.md", "a \u0000 b", /NUL/],
    ["huge.md", Buffer.alloc(50 * 1024 * 1024, "word "), /has 50 MB; at most 20 MB/],
    ["broken.json", '{"a": [1, 2', /not valid JSON/],
    ["surrogate.json", '{"name": "\\ud800 alone"}', /lone surrogate/],
    ["nul.json", '{"name": "a \\u0000 b"}', /NUL/],
    ["ragged.csv", "a,b\n1,2\n1,2,3\n", /another number of cells/],
    ["quotes.csv", 'a,b\n"1,2\n', /quotes do not match/],
    ["header.csv", "a,b\n", /no rows/],
    ["picture.png", "x", /Only \.md, \.json and \.csv/],
  ];
  for (const [path, content] of bad) corpus.write(path, content);
  corpus.write("good.md", long("wheel"));
  corpus.write("bom.md", `\ufeff${long("frame")}`);
  corpus.write("folder.md/x.md", "x");
  mkdirSync(join(corpus.root, "sub"));
  symlinkSync("/etc/hostname", join(corpus.root, "sub/link.md"));
  const missing = ["missing.md", "folder.md", "sub/link.md"];
  corpus.list(
    [...bad.map(([path]) => path), ...missing, "good.md", "bom.md"].map((path) => ({ path })),
    [
      "| short.md | texts |",
      "| good.md | texts | note | planned | false | full | |",
      "| ../out.md | texts | note | active | false | full | |",
    ],
  );
  const { state, run, events } = await ingest();
  expect(state).toBe("succeeded with errors");
  const said = (path: string) => events.find((event) => event.path === path);
  for (const [path, , message] of bad) {
    expect(said(path), path).toMatchObject({ action: "fail", level: "error" });
    expect(said(path)?.message, path).toMatch(message);
  }
  expect(missing.map((path) => said(path)?.message)).toEqual([
    expect.stringMatching(/not there/),
    expect.stringMatching(/not a file/),
    expect.stringMatching(/leads out/),
  ]);
  expect(said("short.md")?.message).toMatch(/Manifest, line \d+: This row has 2 of 6 cells/);
  expect(said("../out.md")?.message).toMatch(/leads out/);
  expect(events.filter(({ path }) => path === "good.md").map(({ action }) => action)).toEqual([
    "fail",
    "new",
  ]);
  expect(run.documents).toMatchObject({ new: 2, failed: bad.length + missing.length + 3 });
  const { rows } = await sql<{ text: string }>`select c.text from public.chunks c
    join public.documents d on d.id = c.document_id where d.path = 'bom.md'`.execute(base.db);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ text }) => !text.includes("\ufeff"))).toBe(true);
});

test("an unchanged corpus: nothing embedded, no row of the base tables written, the run recorded", async () => {
  corpus.write("a.md", long("wheel"));
  corpus.write("b.json", '{"models": [{"name": "Corsa", "year": 1994}]}');
  corpus.write("c.csv", "part,note\nbell,rings\nlamp,shines\n");
  corpus.list([{ path: "a.md" }, { path: "b.json" }, { path: "c.csv" }]);
  expect((await ingest()).state).toBe("succeeded");
  const before = await baseRows();
  expect(before.length).toBeGreaterThan(6);
  for (const mode of ["incremental", "dry-run", "audit"] as const) {
    const { state, run, events } = await ingest(mode);
    expect(state).toBe("succeeded");
    expect(run.codeVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(run.chunks).toMatchObject({ written: 0, embedded: 0 });
    expect(events.map(({ action }) => action)).toEqual(
      mode === "audit" ? [] : ["skip", "skip", "skip"],
    );
    expect(await baseRows()).toEqual(before);
  }
  corpus.write("a.md", long("hub"));
  expect((await ingest("dry-run")).events.map(({ action }) => action)).toContain("update");
  expect(await baseRows()).toEqual(before);
  expect((await ingest()).run.documents).toMatchObject({ updated: 1, skipped: 2 });
  expect(await baseRows()).not.toEqual(before);
});

test("a document that failed keeps what it had, and is mended by the next run", async () => {
  corpus.write("a.md", long("wheel"));
  corpus.list([{ path: "a.md" }]);
  await ingest();
  const before = await baseRows();
  corpus.write("a.md", "");
  expect((await ingest()).run.documents).toMatchObject({ failed: 1 });
  expect(await baseRows()).toEqual(before);
  corpus.write("a.md", long("hub"));
  expect((await ingest()).state).toBe("succeeded");
});

test("the command takes its options, answers JSON and exits 1 when a document failed", async () => {
  corpus.write("in/a.md", long("wheel"));
  corpus.write("out/b.md", "");
  corpus.list([{ path: "in/a.md" }, { path: "out/b.md", category: "other", docType: "card" }]);
  const run = async (...options: string[]) => {
    const child = spawn(process.execPath, ["lib/cli/ingest.ts", "--json", ...options], {
      env: childEnvironment({ CORPUS_ROOT: corpus.root }),
    });
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { status, stderr, answer: stdout === "" ? undefined : JSON.parse(stdout) };
  };
  expect(await run("--dry-run", "--path", "in")).toMatchObject({
    status: 0,
    answer: { mode: "dry-run", documents: { new: 1, failed: 0 } },
  });
  expect(await baseRows()).toEqual([]);
  expect(await run("--category", "texts", "--doc-type", "note")).toMatchObject({
    status: 0,
    answer: { state: "succeeded", documents: { new: 1 } },
  });
  expect(await run()).toMatchObject({
    status: 1,
    answer: { state: "succeeded with errors", documents: { skipped: 1, failed: 1 } },
  });
  expect(await run("--full", "--path", "in/a.md")).toMatchObject({
    status: 0,
    answer: { mode: "full", documents: { updated: 1 } },
  });
  expect(await run("--fast")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("--fast"),
  });
});
