import { chunkListSchema, documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { facetChunks } from "#lib/corpus/facet-chunks.ts";
import { facetDocuments } from "#lib/corpus/facet-documents.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { Figure } from "./figure.ts";
import { RecordedStatements } from "./recorded-statements.ts";
import { loadNow } from "./server-processor.ts";

const rounds = 5;

const shared = [
  {},
  { category: ["category-0"] },
  { category: ["category-11"], "status.not": ["active"] },
  { tags: ["tag-7"] },
  { "tags.empty": "yes", mode: ["full"], type: ["type-0", "type-1"] },
  { embedding: ["missing"] },
  { flags: ["safety-critical"], "platforms.empty": "no", visibility: ["public"] },
  { q: "Document-99" },
  { q: "plate415" },
];
const ofChunks = [
  { labels: ["label-3"] },
  { modes: ["owner"], "entities.not": ["entity-3"] },
  { q: "MX8" },
  { q: "barrel" },
];

/** Time of all facets with their total, and how far estimates are from what was counted. */
export async function measureFacets(url: string): Promise<Figure[]> {
  const recorded = new RecordedStatements(url);
  const { db } = recorded;
  try {
    return [
      await measure(recorded, "documents", "≤ 150 ms", shared, (asked, seesRestricted) =>
        facetDocuments(db, documentListSchema.parse(asked), {
          seesRestricted,
          redact: redactProse,
        }),
      ),
      await measure(
        recorded,
        "chunks",
        "≤ 800 ms",
        [...shared, ...ofChunks],
        (asked, seesRestricted) =>
          facetChunks(db, chunkListSchema.parse(asked), { seesRestricted, redact: redactProse }),
      ),
    ];
  } finally {
    await recorded.close();
  }
}

type Answer = {
  total: { count: number; exact: boolean };
  facets: Record<string, { exact: boolean }>;
};

async function measure(
  recorded: RecordedStatements,
  table: string,
  goal: string,
  questions: object[],
  ask: (asked: object, seesRestricted: boolean) => Promise<Answer>,
): Promise<Figure> {
  const all: number[] = [];
  const processors: number[] = [];
  const each: string[] = [];
  for (const asked of questions) {
    const times: number[] = [];
    const before = await recorded.processor();
    let answer: Answer | undefined;
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      // A statement that ran into its timeout shows as one: ten seconds and over.
      answer = await ask(asked, round % 2 === 0).catch(() => undefined);
      times.push(performance.now() - start);
    }
    all.push(...times);
    const processor = ((await recorded.processor()) - before) / rounds;
    processors.push(processor);
    const exact = Object.values(answer?.facets ?? {}).every((facet) => facet.exact);
    each.push(
      `${Object.entries(asked).join(" ") || "all"} ${percentile(times, 0.5).toFixed(0)}${exact ? "" : " est."}`,
    );
  }
  return {
    name: `facets of ${table}, p50 · p95`,
    value: `${percentile(all, 0.5).toFixed(0)} ms · ${percentile(all, 0.95).toFixed(0)} ms, of the server's processor ${percentile(processors, 0.5).toFixed(0)} · ${percentile(processors, 0.95).toFixed(0)} ms`,
    goal,
    over: `${loadNow()}; ${each.join("; ")}`,
  };
}
