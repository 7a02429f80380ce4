import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { createRun } from "./create-run.ts";
import { executeRun } from "./run-ingest.ts";

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

const words = (models: string[]) =>
  JSON.stringify({
    id: "test",
    name: "Test",
    manifest: "Manifest.md",
    vocabularies: {
      primaryModes: ["prospect", "owner"],
      archetypes: ["analyst", "legacy"],
      platforms: ["mx"],
      disciplines: ["trap", "skeet"],
    },
    docTypes: [{ id: "spec", label: "Spec", kind: "model-spec-text", archetypeBias: ["Legacy"] }],
    hints: { models },
  });

async function ingest(): Promise<string> {
  const id = await createRun(base.db, {
    kind: "ingest",
    mode: "incremental",
    requestedBy: { id: null, label: "a test" },
  });
  return executeRun(base.db, id);
}

type Row = {
  id: string;
  section_labels: string[];
  primary_modes: string[];
  archetype_bias: string[];
  platforms: string[];
  disciplines: string[];
  related_entities: string[];
  place: string;
  text: string;
  embedded: string;
};

async function rows(): Promise<Row[]> {
  const found = await sql<Row>`select c.*, e.xmin::text as embedded,
      substring(s.text from p.start_offset + 1 for p.end_offset - p.start_offset) as place
    from public.chunks c join public.embeddings e on e.chunk_id = c.id
      join console.chunk_places p on p.chunk_id = c.id
      join console.document_sources s on s.document_id = c.document_id
    order by c.chunk_index`.execute(base.db);
  return found.rows;
}

test("what a chunk is about is in its row, at its place, and new words reach chunks whose text stays", async () => {
  corpus.write("corpus.json", words(["MX8"]));
  const block = (name: string) =>
    `## ${name}\n\nModel name: ${name} | Platform: MX | Disciplines: Trap | ${"Rib: fixed | ".repeat(130)}`;
  corpus.write("spec.md", `# Specs\n\n${block("MX8")}\n\n${block("MX12")}\n`);
  corpus.list([{ path: "spec.md", docType: "spec" }]);
  expect(await ingest()).toBe("succeeded");
  const before = await rows();
  expect(before).toHaveLength(2);
  expect(before[0]).toMatchObject({
    section_labels: ["model-spec-text"],
    primary_modes: ["prospect", "owner"],
    archetype_bias: ["legacy"],
    platforms: ["mx"],
    disciplines: ["trap"],
    related_entities: ["MX8"],
  });
  for (const { place, text } of before) expect(place.trim()).toBe(text);

  await sql`update public.chunks set platforms = '["ht"]', curated = '{"platforms": {"value": ["ht"]}}'
    where id = ${before[0]?.id}`.execute(base.db);
  corpus.write(
    "corpus.json",
    words(["MX8", "MX12", "MX"]).replace(
      '"disciplines":["trap","skeet"]',
      '"disciplines":["skeet"]',
    ),
  );
  expect(await ingest()).toBe("succeeded");
  const after = await rows();
  expect(after.map(({ id, embedded }) => [id, embedded])).toEqual(
    before.map(({ id, embedded }) => [id, embedded]),
  );
  expect(after[1]).toMatchObject({ disciplines: [], related_entities: ["MX12", "MX"] });
  expect(after[0]).toMatchObject({ platforms: ["ht"], disciplines: [] });
});
