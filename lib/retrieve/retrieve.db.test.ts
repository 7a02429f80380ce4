import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { retrieve } from "./retrieve.ts";
import type { Configuration, RetrievalContext, VisibilityCeiling } from "./schemas.ts";
import { confidentialities, visibilities } from "./schemas.ts";

type Test = Awaited<ReturnType<typeof testDatabase>>;
type Row = { name: string; degrees?: number; model?: string };

const admin: VisibilityCeiling = { visibility: "admin-only", confidentiality: "elevated" };
const purpose = { cause: "lab" } as const;
const model = "model-a";
let test: Test;

// The serving triggers would already park most of these rows; without them the filter stands alone.
beforeAll(async () => {
  test = await testDatabase();
  await sql
    .raw(
      "alter table public.embeddings disable trigger user; alter table public.chunks disable trigger user",
    )
    .execute(test.db);
});
afterAll(() => test?.close());

/** A unit vector so many degrees away from the query, in 3,072 dimensions. */
function at(degrees: number): number[] {
  const angle = (degrees / 180) * Math.PI;
  return Array.from({ length: 3072 }, (_, i) =>
    i === 0 ? Math.cos(angle) : i === 1 ? Math.sin(angle) : 0,
  );
}

async function add({ name, degrees = 0, ...row }: Row, document: object = {}, chunk: object = {}) {
  await sql`
    with d as (
      insert into public.documents (path, title, category, doc_type, status, embed_mode, visibility, confidentiality,
        effective_from, expires_on, pricing_sensitive)
      select ${`${name}.md`}, v.title, coalesce(v.category, 'core'), 'x', coalesce(v.status, 'active'), coalesce(v.embed_mode, 'full'),
        v.visibility, v.confidentiality, v.effective_from, v.expires_on, coalesce(v.pricing_sensitive, false)
      from jsonb_to_record(${JSON.stringify(document)}::jsonb) as v (title text, category text, status text, embed_mode text,
        visibility text, confidentiality text, effective_from timestamptz, expires_on timestamptz, pricing_sensitive boolean)
      returning id
    ), c as (
      insert into public.chunks (document_id, chunk_index, text, visibility, confidentiality, platforms)
      select d.id, 0, ${name}, v.visibility, v.confidentiality, v.platforms
      from d, jsonb_to_record(${JSON.stringify(chunk)}::jsonb) as v (visibility text, confidentiality text, platforms jsonb)
      returning id
    )
    insert into public.embeddings (chunk_id, embedding_model, embedding)
    select id, ${row.model ?? model}, ${JSON.stringify(at(degrees))}::vector from c`.execute(
    test.db,
  );
}

async function found(
  configuration: Partial<Configuration> = {},
  ceiling: VisibilityCeiling = admin,
  context?: RetrievalContext,
  query = "frame",
) {
  return retrieve(
    test.db,
    { query, purpose, configuration, visibilityCeiling: ceiling, context },
    { embed: async () => ({ vector: at(0), model, lexical: false }) },
  );
}

async function names(...given: Parameters<typeof found>): Promise<string[]> {
  return (await found(...given)).results.map((result) => result.text);
}

describe("retrieve", () => {
  it("returns nothing, without an error, from an empty corpus", async () => {
    expect(await found()).toMatchObject({ results: [], candidateCount: 0, model });
  });

  it("orders by cosine and cuts to k", async () => {
    await add({ name: "near", degrees: 10 });
    await add({ name: "far", degrees: 80 });
    await add({ name: "nearer", degrees: 5 });
    const { results, timings, configurationHash } = await found({ k: 2, rerank: false });
    expect(results.map((result) => result.text)).toEqual(["nearer", "near"]);
    expect(results[0]?.cosine).toBeCloseTo(Math.cos((5 / 180) * Math.PI), 5);
    expect(results[0]).toMatchObject({ rankBefore: 1, rankAfter: 1, parts: [], path: "nearer.md" });
    expect(configurationHash).toMatch(/^[0-9a-f]{64}$/);
    expect(timings.searchMs).toBeGreaterThan(0);
  });

  it("gives a vector's similarities whatever its length", async () => {
    const asked = async (length: number) => {
      const vector = at(7).map((value) => value * length);
      const configuration = { k: 2, rerank: false };
      const request = { vector, model, purpose, configuration, visibilityCeiling: admin };
      const { results } = await retrieve(test.db, request);
      return results.map(({ text, score }) => [text, score.toFixed(4)]);
    };
    const expected = [
      ["nearer", Math.cos((2 / 180) * Math.PI).toFixed(4)],
      ["near", Math.cos((3 / 180) * Math.PI).toFixed(4)],
    ];
    for (const length of [1, 1e-30, 70_000, 1e30]) expect(await asked(length)).toEqual(expected);
  });

  it("lets a boost move a candidate from below the cut, and names it", async () => {
    await add({ name: "boosted", degrees: 20 }, {}, { platforms: ["mx"] });
    const context = { platforms: ["mx"] };
    expect(await names({ k: 1 }, admin, context)).toEqual(["boosted"]);
    expect(await names({ k: 1, rerank: false }, admin, context)).toEqual(["nearer"]);
    const { results } = await found({ k: 1 }, admin, context);
    expect(results[0]).toMatchObject({ rankBefore: 3, rankAfter: 1 });
    expect(results[0]?.parts).toEqual([{ name: "platform", value: 0.1, because: "mx" }]);
  });

  it("finds hints by the corpus's own words", async () => {
    await sql`insert into console.settings (key, value) values ('corpus',
      ${JSON.stringify({ hints: { platforms: { mx: ["competition gun"] } } })}::jsonb)`.execute(
      test.db,
    );
    expect((await names({ k: 1 }, admin, undefined, "a competition gun"))[0]).toBe("boosted");
  });

  it("removes amounts from price-sensitive text, whoever wrote it", async () => {
    // Without a currency beside them the database lets them through; the code does not.
    await add({ name: "The MX8 costs 12,500" }, { pricing_sensitive: true, title: "From 9.900" });
    const { results } = await found({ k: 50 });
    const priced = results.find((result) => result.text.startsWith("The MX8"));
    expect(priced?.text).toBe("The MX8 costs [price removed]");
    expect(priced?.title).not.toContain("9.900");
  });

  it("stops where the database's vectors are of another model", async () => {
    const embed = async () => ({ vector: at(0), model: "model-c", lexical: false });
    await expect(
      retrieve(test.db, { query: "frame", purpose, visibilityCeiling: admin }, { embed }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("never compares vectors of two models", async () => {
    await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${model}::text))`.execute(
      test.db,
    );
    await add({ name: "other model", model: "model-b" });
    expect(await names({ k: 50 })).not.toContain("other model");
  });

  it.each<[string, object, object]>([
    ["planned", { status: "planned" }, {}],
    ["deprecated", { status: "deprecated" }, {}],
    ["ignored", { embed_mode: "ignore" }, {}],
    ["not yet in force", { effective_from: "2999-01-01T00:00:00Z" }, {}],
    ["expired", { expires_on: "2001-01-01T00:00:00Z" }, {}],
  ])("never returns what is %s, whatever the configuration", async (name, document, chunk) => {
    await add({ name }, document, chunk);
    await neverFound(name, admin, visibilities, confidentialities);
  });

  it.each<[string, object, object]>([
    ["admin-only by its document", { visibility: "admin-only" }, {}],
    ["admin-only by itself", {}, { visibility: "admin-only" }],
    [
      "admin-only in an internal document",
      { visibility: "internal" },
      { visibility: "admin-only" },
    ],
    ["elevated by its document", { confidentiality: "elevated" }, {}],
    ["elevated by itself", {}, { confidentiality: "elevated" }],
  ])("shows what is %s to an admin who asks, and to nobody else", async (name, document, chunk) => {
    await add({ name }, document, chunk);
    expect(await names({ ...admin, k: 50 })).toContain(name);
    expect(await names({ k: 50 })).not.toContain(name);
    const viewer = { visibility: "internal", confidentiality: "normal" } as const;
    await neverFound(name, viewer, visibilities, confidentialities);
  });

  it("shows internal text only where the asker widens to it", async () => {
    await add({ name: "internal" }, { visibility: "internal" });
    const viewer = { visibility: "internal", confidentiality: "normal" } as const;
    expect(await names({ k: 50 }, viewer)).not.toContain("internal");
    expect(await names({ k: 50, visibility: "internal" }, viewer)).toContain("internal");
  });

  it("says so where less was searched than was asked for", async () => {
    const viewer = { visibility: "internal", confidentiality: "normal" } as const;
    const asked = { visibility: "admin-only", confidentiality: "elevated" } as const;
    expect((await found(asked, viewer)).notes).toEqual([
      {
        code: "narrowed",
        message:
          "Less was searched than was asked for, as you may not see all of it: visibility up to “internal”, not “admin-only”, confidentiality up to “normal”, not “elevated”.",
      },
    ]);
    expect((await found(asked, admin)).notes).toEqual([]);
    expect((await found({ visibility: "internal" }, viewer)).notes).toEqual([]);
  });

  it("leaves price lists out unless asked for", async () => {
    await add({ name: "prices" }, { category: "pricing-lists" });
    expect(await names({ k: 50 })).not.toContain("prices");
    expect(await names({ k: 50, includePricingLists: true })).toContain("prices");
  });

  it("takes Arabic and quotes as text", async () => {
    expect(
      (await names({ k: 1 }, admin, undefined, "ما هو عمر '; drop table chunks; --")).length,
    ).toBe(1);
  });

  it("refuses an empty query before it embeds", async () => {
    await expect(found({}, admin, undefined, "  ")).rejects.toMatchObject({ code: "invalid" });
  });
});

async function neverFound(
  name: string,
  ceiling: VisibilityCeiling,
  visible: readonly Configuration["visibility"][],
  confidential: readonly Configuration["confidentiality"][],
) {
  for (const plan of ["auto", "exact"] as const)
    for (const rerank of [true, false])
      for (const visibility of visible)
        for (const confidentiality of confidential) {
          const configuration = {
            k: 50,
            candidates: 200,
            plan,
            rerank,
            visibility,
            confidentiality,
          };
          const returned = await names({ ...configuration, includePricingLists: true }, ceiling);
          expect(returned.length).toBeGreaterThan(0);
          expect(returned).not.toContain(name);
        }
}
