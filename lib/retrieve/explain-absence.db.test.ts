import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertChunk, insertDocument, type Row } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { WhyNotTarget } from "./absence-schemas.ts";
import { explainAbsence } from "./explain-absence.ts";
import type { ConfigurationChanges, VisibilityCeiling } from "./schemas.ts";

const admin: VisibilityCeiling = { visibility: "admin-only", confidentiality: "elevated" };
const viewer: VisibilityCeiling = { visibility: "internal", confidentiality: "normal" };
let test: Awaited<ReturnType<typeof testDatabase>>;
const chunks: Record<string, { chunkId: string; documentId: string }> = {};

// Thirty chunks, one a document, each farther from the query than the one before.
beforeAll(async () => {
  test = await testDatabase();
  for (let at = 0; at < 30; at++) await add(`near ${at}`, at);
  await add("twin", 2.5, {}, { platforms: '["mx"]' });
  await add("planned", 0.5, { status: "planned" });
  await add("secret", 0.5, { visibility: "admin-only" });
  await add("internal", 0.4, { visibility: "internal" });
  await add("future", 0.5, { effective_from: "2999-01-01T00:00:00Z" });
  await add("priced", 0.5, { category: "pricing-lists" });
  const bare = await insertDocument(test.db, { path: "bare.md" });
  chunks.bare = { documentId: bare, chunkId: await insertChunk(test.db, bare) };
});
afterAll(() => test?.close());

function at(degrees: number): number[] {
  const angle = (degrees / 180) * Math.PI;
  return Array.from({ length: 3072 }, (_, i) =>
    i === 0 ? Math.cos(angle) : i === 1 ? Math.sin(angle) : 0,
  );
}

async function add(name: string, degrees: number, document: Row = {}, chunk: Row = {}) {
  const documentId = await insertDocument(test.db, { path: `${name}.md`, ...document });
  const chunkId = await insertChunk(test.db, documentId, { text: `Word of ${name}`, ...chunk });
  chunks[name] = { documentId, chunkId };
  await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
    values (${chunkId}, 'm', ${JSON.stringify(at(degrees))}::vector)`.execute(test.db);
}

function idsOf(name: string) {
  const ids = chunks[name];
  if (!ids) throw new Error(`no chunk ${name}`);
  return ids;
}

function why(
  name: string,
  configuration: ConfigurationChanges = {},
  ceiling = admin,
  target: WhyNotTarget = { chunkId: idsOf(name).chunkId },
) {
  return explainAbsence(
    test.db,
    {
      query: "word",
      purpose: { cause: "lab" },
      configuration: { k: 5, candidates: 10, ...configuration },
      visibilityCeiling: ceiling,
      target,
    },
    { embed: async () => ({ vector: at(0), model: "m", lexical: false }) },
  );
}

describe("explainAbsence", () => {
  it("says so where it is there", async () => {
    expect(await why("near 1")).toMatchObject({ stage: "returned", rank: 2, remedies: [] });
  });

  it.each([
    ["planned", "embedding", "the document's status set to active", 2],
    ["future", "embedding", "the document in force already", 2],
    // What is internal comes in with it, and stands before it.
    ["secret", "filter", "visibility up to admin-only", 3],
    ["internal", "filter", "visibility up to admin-only", 2],
    ["priced", "filter", "with price lists", 2],
  ])("finds what keeps the %s one out, and tries the way in", async (name, stage, words, rank) => {
    const absence = await why(name);
    expect(absence.stage).toBe(stage);
    expect(absence.similarity).toMatchObject({ exactRank: 2 });
    expect(absence.remedies).toMatchObject([{ words, rank }]);
    expect(absence.filters.some(({ passes }) => !passes)).toBe(true);
  });

  it("gives the exact place of one that is too far, and how many candidates reach it", async () => {
    const absence = await why("near 20", { rerank: false });
    expect(absence).toMatchObject({
      stage: "similarity",
      similarity: { exactRank: 22, of: 31 },
      planKind: "exact",
    });
    const [wider, deeper, hybrid] = absence.remedies;
    expect([wider?.rank, deeper?.rank]).toEqual([null, 22]);
    // All texts here are alike: which of them full text puts first goes by their random ids.
    expect(hybrid?.words).toBe("hybrid search");
  });

  it("blames the cut, and counts what it lacks", async () => {
    const absence = await why("near 7");
    expect(absence).toMatchObject({ stage: "cut", reranked: { rank: 9 } });
    expect(absence.lacks).toBeGreaterThan(0);
    expect(absence.remedies[0]).toMatchObject({ words: "top 9", rank: 9 });
  });

  it("blames rerank for what it moved out", async () => {
    const absence = await explainAbsence(
      test.db,
      {
        query: "word",
        purpose: { cause: "lab" },
        context: { platforms: ["mx"] },
        configuration: { k: 3, candidates: 10 },
        visibilityCeiling: admin,
        target: { chunkId: idsOf("near 2").chunkId },
      },
      { embed: async () => ({ vector: at(0), model: "m", lexical: false }) },
    );
    expect(absence).toMatchObject({ stage: "rerank", fusedRank: 3, reranked: { rank: 4 } });
    expect(absence.remedies[0]).toMatchObject({ words: "no rerank", rank: 3 });
  });

  it("blames the threshold and diversity", async () => {
    expect(await why("near 2", { minCosine: 0.9999 })).toMatchObject({ stage: "threshold" });
    const second = await insertChunk(test.db, idsOf("near 0").documentId, { chunk_index: 1 });
    await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
      values (${second}, 'm', ${JSON.stringify(at(0.2))}::vector)`.execute(test.db);
    expect(await why("near 0", { perDocument: 1 }, admin, { chunkId: second })).toMatchObject({
      stage: "diversity",
      remedies: [{ rank: 2 }],
    });
    await sql`delete from public.chunks where id = ${second}`.execute(test.db);
  });

  it("blames the words where full text alone is asked", async () => {
    await sql`update public.chunks set text = 'Other' where id = ${idsOf("near 3").chunkId}`.execute(
      test.db,
    );
    expect(await why("near 3", { candidatesFrom: "fulltext" })).toMatchObject({
      stage: "words",
      fulltext: null,
      similarity: null,
    });
  });

  it("finds a way in where the one filter, the one stage is not all that is in the way", async () => {
    const filters: ConfigurationChanges["filters"] = [
      { field: "path", is: "none", values: ["near 4.md"] },
      { field: "tokenCount", is: "from", values: ["100000"] },
    ];
    expect((await why("near 4", { filters, rerank: false, k: 30 })).remedies).toMatchObject([
      { words: "without the filters on path and tokenCount", rank: 6 },
    ]);
    await add("priced, far", 20.5, { category: "pricing-lists" });
    const { remedies } = await why("priced, far", { minCosine: 0.999 });
    expect(remedies.at(-1)).toMatchObject({
      words: expect.stringContaining("with price lists, no threshold, top "),
      rank: expect.any(Number),
    });
    await sql`delete from public.documents where path = 'priced, far.md'`.execute(test.db);
  });

  it("finds a way in for what full text has not, however far it is", async () => {
    await sql`update public.chunks set text = 'Other' where id = ${idsOf("near 25").chunkId}`.execute(
      test.db,
    );
    const { remedies } = await why("near 25", { candidatesFrom: "fulltext", rerank: false });
    expect(remedies.at(-1)).toMatchObject({ rank: expect.any(Number) });
    expect(remedies.map(({ words }) => words)).not.toContain("10 candidates");
  });

  it("says that there is no embedding", async () => {
    expect(await why("bare")).toMatchObject({ stage: "embedding", similarity: null });
  });

  it("explains a document by its nearest chunk", async () => {
    const { documentId, chunkId } = idsOf("near 20");
    await insertChunk(test.db, documentId, { chunk_index: 1 });
    expect((await why("near 20", {}, admin, { documentId })).target).toMatchObject({
      chunkId,
      chunksOfDocument: 2,
    });
  });

  it.each([
    [{ status: "deprecated" }, "its status is deprecated", "status"],
    [{ embed_mode: "ignore" }, "its embed mode is ignore", "embed mode"],
    [{}, "no run has cut it into any yet", undefined],
  ])("says why a document of %j has no chunks", async (row, words, filter) => {
    const documentId = await insertDocument(test.db, { path: `without ${words}.md`, ...row });
    const absence = await why("", {}, viewer, { documentId });
    expect(absence).toMatchObject({
      stage: "chunks",
      sentence: expect.stringContaining(words),
      target: { documentId, chunkId: null, chunksOfDocument: 0 },
      remedies: [],
    });
    expect(absence.filters.find(({ passes }) => !passes)?.filter).toBe(filter);
  });

  it("does not say a word of a document without chunks that the asker may not know of", async () => {
    const secret = { path: "no chunk, secret.md", visibility: "admin-only", status: "planned" };
    const target = { documentId: await insertDocument(test.db, secret) };
    await expect(why("", {}, viewer, target)).rejects.toMatchObject({ code: "not_found" });
    expect(await why("", {}, admin, target)).toMatchObject({ stage: "chunks" });
    // Nor of one whose chunks are all hidden: to whom they are, it has none either way.
    const covered = await insertDocument(test.db, { path: "covered.md", status: "planned" });
    await insertChunk(test.db, covered, { visibility: "admin-only" });
    await expect(why("", {}, viewer, { documentId: covered })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("says how many results reach what still stands too far down once nothing leaves it out", async () => {
    await add("priced, far", 20.5, { category: "pricing-lists" });
    const { stage, remedies } = await why("priced, far", { candidates: 60 });
    expect(stage).toBe("filter");
    const [alone, deep] = remedies;
    expect(alone).toMatchObject({ words: "with price lists", rank: null });
    expect(deep?.words).toBe(`with price lists, top ${deep?.rank}`);
    expect(deep?.configuration).toEqual({ includePricingLists: true, k: deep?.rank });
    await sql`delete from public.documents where path = 'priced, far.md'`.execute(test.db);
  });

  it("counts a document's chunks as far as its asker may know of them", async () => {
    const { documentId } = idsOf("near 19");
    const hidden = await insertChunk(test.db, documentId, {
      chunk_index: 1,
      visibility: "admin-only",
    });
    const count = async (ceiling: VisibilityCeiling) =>
      (await why("near 19", {}, ceiling, { documentId })).target.chunksOfDocument;
    expect([await count(viewer), await count(admin)]).toEqual([1, 2]);
    await sql`delete from public.chunks where id = ${hidden}`.execute(test.db);
  });

  it("takes no chunk of another model for a document's nearest", async () => {
    const { documentId, chunkId } = idsOf("near 20");
    const other = await insertChunk(test.db, documentId, { chunk_index: 2 });
    await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
      values (${other}, 'other', ${JSON.stringify(at(0))}::vector)`.execute(test.db);
    expect((await why("near 20", {}, admin, { documentId })).target.chunkId).toBe(chunkId);
    expect(await why("near 20", {}, admin, { chunkId: other })).toMatchObject({
      stage: "embedding",
      similarity: null,
      sentence: expect.stringContaining("another model, other"),
    });
    await sql`delete from public.chunks where id = ${other}`.execute(test.db);
  });

  it("does not say a word of what the asker may not know of", async () => {
    await expect(why("secret", {}, viewer)).rejects.toMatchObject({ code: "not_found" });
    await expect(
      why("secret", {}, viewer, { documentId: idsOf("secret").documentId }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(why("", {}, admin, { chunkId: crypto.randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await why("internal", {}, viewer)).toMatchObject({
      stage: "filter",
      remedies: [{ words: "visibility up to internal", rank: 2 }],
    });
  });

  it("changes nothing", async () => {
    const { rows } = await sql<{ status: string }>`
      select status from public.documents where id = ${idsOf("planned").documentId}`.execute(
      test.db,
    );
    expect(rows).toEqual([{ status: "planned" }]);
  });
});
