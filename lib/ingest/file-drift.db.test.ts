import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runToEnd, sections } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { compareFiles } from "./compare-files.ts";
import { readFileDrift } from "./read-file-drift.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
beforeAll(async () => {
  base = await testDatabase();
  corpus = temporaryCorpus();
});
afterAll(async () => {
  corpus.remove();
  await base.close();
});

const drift = async (seesRestricted = true) => readFileDrift(base.db, { seesRestricted });

test("files, manifest and database are compared: each difference by its kind, with a ready row for what is unlisted", async () => {
  expect(await drift()).toMatchObject({ checkedAt: null, items: [] });
  const names = ["same", "changes", "vanishes", "leaves"];
  for (const name of names) corpus.write(`texts/${name}.md`, sections(name));
  corpus.list(
    names.map((name) => ({ path: `texts/${name}.md`, category: "stories", docType: "tale" })),
  );
  await runToEnd(base.db);
  await compareFiles(base.db);
  expect(await drift()).toMatchObject({ checkedAt: expect.any(String), error: null, items: [] });

  corpus.write("texts/changes.md", sections("something else"));
  corpus.drop("texts/vanishes.md");
  corpus.write("texts/added.md", sections("added"));
  corpus.write("texts/unlisted.md", sections("unlisted"));
  corpus.write("texts/costs $6,990.md", sections("amount"));
  corpus.write(".hidden/secret.md", sections("secret"));
  const listed = ["same", "changes", "vanishes", "added"];
  corpus.list(
    listed.map((name) => ({ path: `texts/${name}.md`, category: "stories", docType: "tale" })),
  );
  await compareFiles(base.db);
  const found = await drift();
  expect(found.items.map(({ path, kind }) => [path, kind])).toEqual([
    ["texts/added.md", "new"],
    ["texts/changes.md", "changed"],
    ["texts/leaves.md", "dropped"],
    ["texts/unlisted.md", "unlisted"],
    ["texts/vanishes.md", "missing"],
  ]);
  expect(found.counts).toEqual({ changed: 1, new: 1, missing: 1, dropped: 1, unlisted: 1 });
  expect(found.items[3]?.manifestRow).toBe(
    "| texts/unlisted.md | stories | tale | planned | false | full | |",
  );
  expect(JSON.stringify(found)).not.toContain("6,990");

  await sql`update public.documents set visibility = 'admin-only' where path = 'texts/changes.md'`.execute(
    base.db,
  );
  expect((await drift(false)).counts.changed).toBe(0);
  expect((await drift(true)).counts.changed).toBe(1);
});

test("a comparison that cannot be made says why and leaves what was found before", async () => {
  const before = await drift();
  corpus.drop("Manifest.md");
  await compareFiles(base.db);
  const after = await drift();
  expect(after.error).toMatch(/CORPUS_MANIFEST/);
  expect(after.items).toEqual(before.items);
});
