import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { listShadowModels } from "./list-shadow-models.ts";
import { type RetrievalRequest, retrieve } from "./retrieve.ts";

const axis = (at: number) => Array.from({ length: 3072 }, (_, i) => (i === at ? 1 : 0));
const request: RetrievalRequest = {
  query: "frames",
  purpose: { cause: "lab" },
  visibilityCeiling: { visibility: "internal", confidentiality: "normal" },
};
/** Embeds by whatever model it is asked for; `asked` is what it was asked. */
function embedder() {
  const asked: string[] = [];
  return {
    asked,
    async embed(_: string, __: unknown, models?: { model: string } | { active?: string }) {
      const model = models && "model" in models ? models.model : (models?.active ?? "none");
      asked.push(model);
      return { vector: axis(model === "candidate" ? 1 : 0), model, lexical: false };
    },
  };
}
let test: Awaited<ReturnType<typeof testDatabase>>;
let ids: string[];

// By the active model the first chunk is nearest to the query, by the candidate the second; the third may not be served.
beforeAll(async () => {
  test = await testDatabase();
  const shown = await addDocument(test.db, { path: "shown.md" });
  const planned = await addDocument(test.db, { path: "planned.md", status: "planned" });
  ids = [
    ...(await addChunks(test.db, shown, [{ text: "one" }, { text: "two" }], { model: "now" })),
    ...(await addChunks(test.db, planned, [{ text: "three" }], { model: "now" })),
  ];
  await sql`insert into console.settings (key, value) values ('embedding_model', '"now"')`.execute(
    test.db,
  );
  await sql`insert into console.shadow_sets (model, created_by_label) values ('candidate', 'test')`.execute(
    test.db,
  );
  for (const [index, id] of ids.entries()) {
    await sql`update public.embeddings set embedding = ${JSON.stringify(axis(index))} where chunk_id = ${id}`.execute(
      test.db,
    );
    await sql`insert into console.shadow_embeddings (set_id, chunk_id, embedding)
      select id, ${id}, ${JSON.stringify(axis(index))} from console.shadow_sets`.execute(test.db);
  }
});
afterAll(() => test?.close());

const found = async (model: string | null, services = embedder()) => {
  const result = await retrieve(test.db, { ...request, configuration: { model } }, services);
  return { model: result.model, texts: result.results.map(({ text }) => text), plan: result.plan };
};

describe("a shadow set", () => {
  it("is asked with its own model's vector, by the lane that names it alone", async () => {
    expect(await found("candidate")).toMatchObject({ model: "candidate", texts: ["two", "one"] });
    expect(await found(null)).toMatchObject({ model: "now", texts: ["one", "two"] });
  });

  it("brings in nothing that may not be served", async () => {
    expect((await found("candidate")).texts).not.toContain("three");
  });

  it("is refused, with what to do, where there is none of that name, and nothing is embedded for it", async () => {
    const services = embedder();
    await expect(found("unheard-of", services)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("no vectors of unheard-of"),
    });
    expect(services.asked).toEqual([]);
  });

  it("is asked as soon as it is made, also where another one was asked just before", async () => {
    await found("candidate");
    await sql`insert into console.shadow_sets (model, created_by_label) values ('newer', 'test')`.execute(
      test.db,
    );
    expect(await found("newer")).toMatchObject({ model: "newer", texts: [] });
    await sql`delete from console.shadow_sets where model = 'newer'`.execute(test.db);
  });

  it("is the served set itself once its model is the active one", async () => {
    expect(await found("now")).toMatchObject({ model: "now", texts: ["one", "two"] });
  });

  it("is never compared with a vector of another model", async () => {
    const asked = {
      ...request,
      vector: axis(0),
      model: "now",
      configuration: { model: "candidate" },
    };
    await expect(retrieve(test.db, asked)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/The vector is of now\b.*Embed the query with candidate\./),
    });
  });

  it("is asked anew where it was promoted after the question was embedded", async () => {
    const services = embedder();
    await found(null, services);
    await sql`update console.settings set value = '"candidate"' where key = 'embedding_model'`.execute(
      test.db,
    );
    await sql`update public.embeddings set embedding_model = 'candidate'`.execute(test.db);
    expect(await found(null, services)).toMatchObject({
      model: "candidate",
      texts: ["two", "one"],
    });
    expect(services.asked).toEqual(["now", "now", "candidate"]);
  });

  it("is offered to the lab by the name of its model", async () => {
    expect(await listShadowModels(test.db)).toEqual(["candidate"]);
  });
});
