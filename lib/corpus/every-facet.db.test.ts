import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { chunkListSchema, documentListSchema } from "./browse-schemas.ts";
import { facetChunks } from "./facet-chunks.ts";
import { facetDocuments } from "./facet-documents.ts";
import { chunkFacets, documentFacets } from "./facet-schemas.ts";
import { listChunks } from "./list-chunks.ts";
import { listDocuments } from "./list-documents.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const reader = { seesRestricted: true, redact: (text: string) => text };
/** Facets that may hold nothing; the others always have a value. */
const mayBeEmpty = new Set(
  "category type flags labels tags entities modes archetypes audiences platforms disciplines language part summary approver".split(
    " ",
  ),
);

// Twelve documents of two chunks, each field drawn from few values, one of them none.
beforeAll(async () => {
  database = await testDatabase();
  for (let n = 0; n < 12; n++) {
    const document = await addDocument(database.db, {
      path: `${n}.md`,
      category: n % 4 === 3 ? "" : `c${n % 4}`,
      docType: n % 5 === 4 ? "" : `t${n % 5}`,
      status: ["active", "planned", "deprecated"][n % 3] ?? "active",
      embedMode: ["full", "metadata-only", "ignore"][n % 3] ?? "full",
      pricingSensitive: n % 4 === 1,
      visibility: ["public", "internal", "admin-only"][n % 3] ?? "public",
      confidentiality: n % 2 === 0 ? "normal" : "elevated",
    });
    await addChunks(database.db, document, [{}, {}], { embedded: n % 2 === 0 });
  }
  const list = (n: string, values: string, salt: number) =>
    sql.raw(
      `case (${n} + ${salt}) % 4 when 0 then null when 1 then '[]'::jsonb when 2 then ('["${values}1"]')::jsonb else ('["${values}1", "${values}2"]')::jsonb end`,
    );
  await sql`update public.documents d set tags = ${list("n", "tag", 0)}, audiences = ${list("n", "audience", 1)},
      platforms = ${list("n", "platform", 2)}, disciplines = ${list("n", "discipline", 3)}, guardrail_flags = ${list("n", "flag", 0)},
      language = case n % 3 when 0 then null when 1 then 'en' else 'it' end, summary = case when n % 2 = 0 then 'What it says' end,
      approver = case when n % 3 = 0 then 'Anna' end, series_part_title = case when n % 3 = 1 then 'Part One' end
    from (select id, split_part(path, '.', 1)::int as n from public.documents) k where k.id = d.id`.execute(
    database.db,
  );
  await sql`update public.chunks c set section_labels = ${list("k.n", "label", 0)}, context_tags = ${list("k.n", "tag", 1)},
      related_entities = ${list("k.n", "entity", 2)}, primary_modes = ${list("k.n", "mode", 3)}, archetype_bias = ${list("k.n", "bias", 1)},
      needs_review = k.n % 3 = 0
    from (select id, row_number() over (order by id)::int as n from public.chunks) k where k.id = c.id`.execute(
    database.db,
  );
});
afterAll(() => database.close());

type Counts = { listed: number; total: number; values: Map<string | null, number> };

const tables = [
  [
    "documents",
    documentFacets,
    12,
    async (asked: Record<string, unknown>, facet: string): Promise<Counts> => {
      const state = documentListSchema.parse({ ...asked, limit: 200 });
      const { items } = await listDocuments(database.db, state, reader);
      const { total, facets } = await facetDocuments(database.db, state, reader);
      return counts(items, total, facets[facet as "status"].values);
    },
  ],
  [
    "chunks",
    chunkFacets,
    24,
    async (asked: Record<string, unknown>, facet: string): Promise<Counts> => {
      const state = chunkListSchema.parse({ ...asked, limit: 200 });
      const { items } = await listChunks(database.db, state, reader);
      const { total, facets } = await facetChunks(database.db, state, reader);
      return counts(items, total, facets[facet as "status"].values);
    },
  ],
] as const;

function counts(
  items: unknown[],
  total: { count: number; exact: boolean },
  values: { value: string | null; count: number }[],
): Counts {
  expect(total.exact).toBe(true);
  return {
    listed: items.length,
    total: total.count,
    values: new Map(values.map(({ value, count }) => [value, count])),
  };
}

test.each(
  tables.flatMap(([table, facets, all, ask]) =>
    facets.map((facet) => ({ table, facet, all, ask })),
  ),
)(
  "$facet of $table: what it counts is what it lists, and not and empty are the rest",
  async ({ facet, all, ask }) => {
    const { values } = await ask({}, facet);
    expect(values.size).toBeGreaterThan(1);
    expect(values.has(null)).toBe(mayBeEmpty.has(facet));
    for (const [value, count] of values) {
      const one = value === null ? { [`${facet}.empty`]: "yes" } : { [facet]: value };
      const rest = value === null ? { [`${facet}.empty`]: "no" } : { [`${facet}.not`]: value };
      const found = await ask(one, facet);
      const others = await ask(rest, facet);
      expect([found.listed, found.total], `${value}`).toEqual([count, count]);
      expect([others.listed, others.total], `not ${value}`).toEqual([all - count, all - count]);
      // Its own filter does not narrow a facet.
      expect(found.values, `${value}`).toEqual(values);
      expect(others.values, `not ${value}`).toEqual(values);
    }
  },
);

test.each(tables)(
  "a filter of %s narrows the other facets to what it lists",
  async (_, __, ___, ask) => {
    for (const status of ["active", "planned"]) {
      const { values } = await ask({ status, "language.not": "it" }, "mode");
      for (const [mode, count] of values)
        expect((await ask({ status, "language.not": "it", mode }, "mode")).listed).toBe(count);
    }
  },
);
