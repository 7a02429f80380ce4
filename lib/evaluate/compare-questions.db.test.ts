import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { insertChunk, insertDocument, type Row } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { compareQuestions } from "./compare-questions.ts";
import type { CompareBody } from "./compare-schemas.ts";

let test: Awaited<ReturnType<typeof testDatabase>>;
const viewer = {
  id: "s",
  userId: null,
  email: "v@example.com",
  role: "viewer",
} as unknown as Staff;
const vector = Array.from({ length: 3072 }, (_, i) => (i === 0 ? 1 : 0));
const embed = async (text: string) => {
  if (text === "down") throw new AppError("unavailable", "The provider is down.");
  if (text === "slow") throw Object.assign(new Error("canceling statement"), { code: "57014" });
  if (text === "broken") throw new Error("a mistake of ours");
  return { vector, model: "m", lexical: false };
};

beforeAll(async () => {
  test = await testDatabase();
  await add("public.md", {});
  await add("internal.md", { visibility: "internal" });
  await add("secret.md", { visibility: "admin-only" });
});
afterAll(() => test?.close());

async function add(path: string, document: Row) {
  const id = await insertDocument(test.db, { path, doc_type: path, ...document });
  const chunk = await insertChunk(test.db, id, { text: path });
  await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
    values (${chunk}, 'm', ${JSON.stringify(vector)}::vector)`.execute(test.db);
}

const ask = (text: string, filters = {}) => ({ text, context: {}, filters });
const lanes: CompareBody["lanes"] = [{}, { visibility: "admin-only" }];
const compare = (...questions: CompareBody["questions"]) =>
  compareQuestions(test.db, viewer, { questions, lanes }, { embed });
const paths = (lane: { results: { path: string }[] } | undefined) =>
  lane?.results.map(({ path }) => path).toSorted();

describe("compareQuestions", () => {
  it("asks both lanes, and no lane more than the asker may see", async () => {
    const [compared] = await compare(ask("frame"));
    expect(paths(compared?.lanes[0])).toEqual(["public.md"]);
    expect(paths(compared?.lanes[1])).toEqual(["internal.md", "public.md"]);
  });

  it("takes along the filters of a saved question", async () => {
    const filters = { filters: [{ field: "docType", is: "any", values: ["internal.md"] }] };
    const [compared] = await compare(ask("frame", filters));
    expect(compared?.lanes.map(paths)).toEqual([[], ["internal.md"]]);
  });

  it("says why a question was not answered, and answers the next one", async () => {
    const [down, up] = await compare(ask("down"), ask("frame"));
    expect(down?.lanes[0]).toMatchObject({ results: [], problem: "The provider is down." });
    expect(up?.lanes[0].problem).toBeNull();
  });

  it("takes a question that takes too long for that question's matter alone", async () => {
    const [slow, next] = await compare(ask("slow"), ask("frame"));
    expect(slow?.lanes[0].problem).toContain("took too long");
    expect(next?.lanes[0].problem).toBeNull();
    await expect(compare(ask("broken"))).rejects.toThrow("a mistake of ours");
  });

  it("refuses more than a few at once", async () => {
    const many = Array.from({ length: 6 }, () => ask("frame"));
    await expect(compare(...many)).rejects.toThrow();
  });
});
