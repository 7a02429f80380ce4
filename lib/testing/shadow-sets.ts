import { sql } from "kysely";
import { vi } from "vitest";
import type { Embedder } from "#lib/embed/embedder.ts";
import { resetEnv } from "#lib/env/env.ts";
import { fillShadow } from "#lib/ingest/shadow/fill-shadow.ts";
import { readModels } from "#lib/ingest/shadow/read-models.ts";
import { addChunks, addDocument } from "./corpus-rows.ts";
import { testDatabase } from "./database.ts";

export const admin = { label: "test" };
export const from = "offline-hash-3072";
export const to = "text-embedding-3-large";

type FakeOptions = { sent?: string[]; before?: () => Promise<void> };

/** Every text points the same way: what matters is whose vectors they are. `sent` gets what was asked. */
export function constantEmbedder({
  sent = [],
  before = async () => {},
}: FakeOptions = {}): Embedder {
  return {
    model: to,
    lexical: false,
    paid: false,
    async ask(texts) {
      await before();
      sent.push(...texts.map(({ text }) => text));
      return { vectors: texts.map(() => unit()), tokens: 1, cost: 0 };
    },
  };
}

export const unit = () => Float32Array.from({ length: 3072 }, (_, i) => (i === 1 ? 1 : 0));

/** A database of the offline model, with a way to a paid one that no test goes. */
export async function shadowDatabase() {
  const test = await testDatabase();
  vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1");
  vi.stubEnv("PERAZZI_EMBED_MODEL", from);
  resetEnv();
  const { db } = test;
  return {
    ...test,
    fill: (id: string, embedder = constantEmbedder(), signal = new AbortController().signal) =>
      fillShadow(db, id, { signal, progressed: async () => {}, embedder: () => embedder }),
    setOf: async (model: string) =>
      (await readModels(db, admin)).sets.find((set) => set.model === model),
    async modelsServed() {
      const { rows } = await sql<{ model: string }>`select distinct embedding_model as model
        from public.embeddings`.execute(db);
      return rows.map(({ model }) => model);
    },
    /** Three served chunks, one that is parked, and one that no model may be sent. Returns their ids. */
    async startOver(): Promise<string[]> {
      await sql`delete from console.shadow_sets`.execute(db);
      await sql`delete from public.documents`.execute(db);
      await sql`delete from console.settings where key = 'replaced_embedding_models'`.execute(db);
      await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${from}::text))
        on conflict (key) do update set value = excluded.value`.execute(db);
      const add = async (
        path: string,
        chunks: { text: string; visibility?: string }[],
        status = "active",
      ) => addChunks(db, await addDocument(db, { path, status }), chunks, { model: from });
      return [
        ...(await add("served.md", [{ text: "one" }, { text: "two" }, { text: "three" }])),
        ...(await add("stricter.md", [{ text: "four", visibility: "internal" }])),
        ...(await add("planned.md", [{ text: "never sent" }], "planned")),
      ];
    },
  };
}
