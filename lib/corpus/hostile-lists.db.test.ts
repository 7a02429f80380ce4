import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "#lib/errors/app-error.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { chunkListSchema, documentListSchema } from "./browse-schemas.ts";
import { facetChunks } from "./facet-chunks.ts";
import { facetDocuments } from "./facet-documents.ts";
import { chunkFacets, chunkSorts, documentFacets, documentSorts } from "./facet-schemas.ts";
import { listChunks } from "./list-chunks.ts";
import { listDocuments } from "./list-documents.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const reader = { seesRestricted: true, redact: (text: string) => text };

beforeAll(async () => {
  database = await testDatabase();
  for (const path of ["a.md", "b.md"])
    await addChunks(database.db, await addDocument(database.db, { path }), [{}, {}], {
      embedded: false,
    });
});
afterAll(() => database.close());

const hostile = [
  "'; drop table documents cascade; --",
  "1); delete from chunks; --",
  "\u0000",
  "\ud800",
  "9".repeat(400),
  "-1",
  "NaN",
  "infinity",
  "2026-02-31 25:61:61+00",
  "not-a-uuid",
  "true",
  '{"a":[1]}',
  "$1",
  "",
] as const;

/** Every key of the order hostile, or only the last, or with the mark of a hidden first key. */
function forged(sort: string, dir: string, keys: number, text: string): string[] {
  const id = "00000000-0000-4000-8000-000000000000";
  const cursor = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");
  const all = Array.from({ length: keys }, () => text);
  return [
    cursor([sort, dir, all, false]),
    cursor([sort, dir, [text, ...all.slice(2), id], false]),
    cursor([sort, dir, [null, ...all.slice(1)], false]),
    cursor([sort, dir, [...all.slice(0, -1), id], true]),
    cursor([text, dir, all, false]),
    cursor([sort, text, all, "no"]),
  ];
}

async function refusedOrRead(
  work: () => Promise<{ items: unknown[] }>,
): Promise<"refused" | "read"> {
  try {
    expect((await work()).items.length).toBeLessThanOrEqual(100);
    return "read";
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return "refused";
    throw error;
  }
}

const tables = [
  ["documents", documentSorts, documentListSchema, listDocuments, "path"],
  ["chunks", chunkSorts, chunkListSchema, listChunks, "document"],
] as const;

test.each(tables)(
  "forged cursors of every sort of %s are refused or only places",
  async (_, sorts, schema, list, shortest) => {
    const seen = { refused: 0, read: 0 };
    let turn = 0;
    for (const sort of sorts)
      for (const text of hostile) {
        const dir = turn++ % 2 === 0 ? "asc" : "desc";
        // Documents end in path and id, chunks of their document in path, place and id, others in their id.
        for (const keys of sort === shortest ? [2, 3] : [2, 3, 4]) {
          const cursors = forged(sort, dir, keys, text);
          const cursor = cursors[turn % cursors.length] ?? "";
          const state = schema.safeParse({
            sort,
            dir,
            [turn % 3 === 0 ? "before" : "after"]: cursor,
          });
          if (!state.success) seen.refused += 1;
          else seen[await refusedOrRead(() => list(database.db, state.data as never, reader))] += 1;
        }
      }
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.read).toBeGreaterThan(0);
    await allStanding();
  },
  120_000,
);

test("a hostile sort, direction or limit does not pass the schema", () => {
  for (const text of hostile.filter((one) => one !== ""))
    for (const [, , schema] of tables)
      for (const name of ["sort", "dir", "limit"])
        expect(schema.safeParse({ [name]: text }).success, `${name} ${text}`).toBe(false);
});

test("hostile values of every filter, one by one, count and list nothing", async () => {
  const texts = hostile.filter((text) => text !== "" && text !== "true");
  for (const [at, name] of documentFacets.entries())
    await nothing(documentListSchema, name, texts[at % texts.length] ?? "", (state) =>
      Promise.all([
        listDocuments(database.db, state, reader),
        facetDocuments(database.db, state, reader),
      ]),
    );
  for (const [at, name] of chunkFacets.entries())
    await nothing(chunkListSchema, name, texts[at % texts.length] ?? "", (state) =>
      Promise.all([
        listChunks(database.db, state, reader),
        facetChunks(database.db, state, reader),
      ]),
    );
  await allStanding();
});

type Schema<S> = { safeParse(input: unknown): { success: true; data: S } | { success: false } };

async function nothing<S>(
  schema: Schema<S>,
  name: string,
  text: string,
  ask: (state: S) => Promise<[{ items: unknown[] }, { total: { count: number } }]>,
) {
  const state = schema.safeParse({ [name]: text });
  // Postgres stores neither U+0000 nor half of a surrogate pair; too long is no value of ours.
  if (!state.success)
    return expect(text.includes("\u0000") || !text.isWellFormed() || text.length > 200).toBe(true);
  const [page, facets] = await ask(state.data);
  expect([page.items.length, facets.total.count], name).toEqual([0, 0]);
}

async function allStanding() {
  const { rows } = await sql`
    select (select count(*) from public.documents)::int as documents, (select count(*) from public.chunks)::int as chunks`.execute(
    database.db,
  );
  expect(rows).toEqual([{ documents: 2, chunks: 4 }]);
}
