import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { offlineModel, offlineVector } from "#lib/embed/offline-embedder.ts";
import { averagePrecision, mean, ndcg, recall } from "#lib/evaluate/metrics.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { countWords } from "#lib/retrieve/word-upkeep.ts";
import { type Collection, readCranfield } from "./cranfield-collection.ts";
import type { Figure } from "./figure.ts";
import { withStack } from "./with-corpus.ts";

const deep = { k: 50, candidates: 100, rerank: false } as const;

const lanes: { name: string; goal: string; configuration: ConfigurationChanges }[] = [
  {
    name: "full text alone",
    goal: "≥ 0.365",
    configuration: { ...deep, candidatesFrom: "fulltext" },
  },
  {
    name: "offline vectors alone",
    goal: "≥ 0.31",
    configuration: { ...deep, candidatesFrom: "vector" },
  },
  {
    name: "hybrid",
    goal: "≥ the better half",
    configuration: { ...deep, candidatesFrom: "hybrid" },
  },
  {
    name: "full text with feedback",
    goal: "≥ 0.38",
    configuration: { ...deep, candidatesFrom: "fulltext", feedback: true },
  },
  {
    name: "hybrid with feedback",
    goal: "none",
    configuration: { ...deep, candidatesFrom: "hybrid", feedback: true },
  },
];

/** Cranfield through retrieve() over a local stack, the same collection in each lane. */
export async function benchCranfield(): Promise<Figure[]> {
  const folder = process.env.CRANFIELD_DIR ?? "../shared/corpus/cranfield";
  const collection = readCranfield(folder);
  if (!collection)
    return [{ name: "Cranfield", value: `skipped: no collection in ${folder} (CRANFIELD_DIR)` }];
  return withStack((db) => measure(db, collection));
}

async function measure(db: Db, collection: Collection): Promise<Figure[]> {
  await fill(db, collection);
  const over = `${collection.queries.length} queries, ${collection.documents.length} documents`;
  const figures: Figure[] = [{ name: "Cranfield", value: "nDCG@10 · MAP@50 · recall@10", over }];
  for (const { name, goal, configuration } of lanes) {
    const scores: { ndcg: number; map: number; recall: number }[] = [];
    for (const [index, query] of collection.queries.entries()) {
      const ranking = await rank(db, query, configuration);
      const gains = collection.gains[index] ?? new Map<string, number>();
      scores.push({
        ndcg: ndcg(ranking, gains, 10),
        map: averagePrecision(ranking, gains),
        recall: recall(ranking, gains, 10),
      });
    }
    const average = (of: "ndcg" | "map" | "recall") =>
      mean(scores.map((score) => score[of])).toFixed(3);
    figures.push({
      name: `  ${name}`,
      value: `${average("ndcg")} · ${average("map")} · ${average("recall")}`,
      goal,
    });
  }
  return figures;
}

async function rank(db: Db, query: string, configuration: ConfigurationChanges) {
  const { results } = await retrieve(db, {
    query,
    configuration,
    purpose: { cause: "evaluation", actor: { id: null, label: "bench" } },
    visibilityCeiling: { visibility: "public", confidentiality: "normal" },
  });
  return results.map(({ path }) => path);
}

/** One document and one chunk for each abstract, under its title; the path is its number. */
async function fill(db: Db, { documents }: Collection): Promise<void> {
  for (let from = 0; from < documents.length; from += 200) {
    const batch = documents.slice(from, from + 200);
    await sql`with given as (
        select * from unnest(${batch.map(({ id }) => id)}::text[], ${batch.map(({ title }) => title)}::text[],
          ${batch.map(({ text }) => text)}::text[],
          ${batch.map(({ text }) => JSON.stringify([...offlineVector(text)]))}::text[]) as t (path, title, text, vector)
      ), d as (
        insert into public.documents (path, title, category, doc_type, status, embed_mode)
        select path, title, 'cranfield', 'abstract', 'active', 'full' from given returning id, path
      ), c as (
        insert into public.chunks (document_id, chunk_index, heading_path, text)
        select d.id, 0, given.title, given.text from d join given using (path) returning id, document_id
      )
      insert into public.embeddings (chunk_id, embedding_model, embedding)
      select c.id, ${offlineModel}, given.vector::vector from c join d on d.id = c.document_id join given using (path)`.execute(
      db,
    );
  }
  await countWords(db);
}
