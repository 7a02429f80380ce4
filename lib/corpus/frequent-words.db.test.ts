import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { browse } from "./browse.ts";
import { documentListSchema } from "./browse-schemas.ts";
import { listDocuments } from "./list-documents.ts";
import { prepareSearch } from "./search-text.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const redact = (text: string) => text;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  for (let at = 0; at < 24; at++) {
    const id = await addDocument(db, {
      path: at === 5 ? "barrel/5.md" : `area-${at % 3}/${at}.md`,
      title: at === 6 ? "The barrel" : `Number ${at}`,
      status: at % 4 === 0 ? "planned" : "active",
      pricingSensitive: at % 6 === 1,
      visibility: at % 7 === 3 ? "admin-only" : "public",
    });
    const visibility = at % 5 === 2 ? "admin-only" : "public";
    const text = at % 3 === 2 ? "A stock of walnut" : `A barrel of steel, 1450${at % 2}`;
    await addChunks(db, id, [{ text: "Other words" }, { text, visibility }]);
  }
  await sql`analyze public.chunks`.execute(db);
});
afterAll(() => database.close());

/** As the planner sees a table of a million rows. */
async function pretendMany(rows: number): Promise<void> {
  await sql`update pg_class set reltuples = ${rows} where oid = 'public.chunks'::regclass`.execute(
    database.db,
  );
}

const frequent = (text: string) =>
  browse(database.db, async (tx) => (await prepareSearch(tx, text))?.frequent);

async function everyPage(state: Record<string, unknown>, seesRestricted: boolean) {
  const paths: string[] = [];
  let after: string | undefined;
  do {
    const asked = documentListSchema.parse({ ...state, after, limit: 5 });
    const page = await listDocuments(database.db, asked, { seesRestricted, redact });
    paths.push(...page.items.map(({ path }) => path));
    after = page.nextCursor ?? undefined;
  } while (after);
  return paths;
}

test("a word that many chunks hold is known for one, another is not, nor any in a small table", async () => {
  await pretendMany(48);
  expect(await frequent("barrel")).toBe(false);
  await pretendMany(1_000_000);
  expect(await frequent("barrel")).toBe(true);
  expect(await frequent("nowhere")).toBe(false);
});

// An order that an index serves, one of documents alone, one of their chunks.
test.each(["path", "title", "embedding"] as const)(
  "documents by %s are the same, tried one by one or gathered",
  async (sort) => {
    for (const seesRestricted of [true, false])
      for (const state of [
        { q: "barrel", sort },
        { q: "barrel", sort, dir: "desc", status: ["active"] },
        { q: "14501", sort },
      ]) {
        await pretendMany(48);
        const gathered = await everyPage(state, seesRestricted);
        await pretendMany(1_000_000);
        expect([state, await everyPage(state, seesRestricted)]).toEqual([state, gathered]);
      }
  },
);

test("who may not see a chunk does not find its document by it, nor a sensitive one by its digits", async () => {
  await pretendMany(1_000_000);
  const all = await everyPage({ q: "barrel" }, true);
  const open = await everyPage({ q: "barrel" }, false);
  expect(all).toContain("area-1/7.md");
  expect(open).not.toContain("area-1/7.md");
  expect(open).not.toContain("area-0/3.md");
  expect(await everyPage({ q: "14501" }, true)).not.toContain("area-1/1.md");
});
