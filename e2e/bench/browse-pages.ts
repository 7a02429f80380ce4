import { sql } from "kysely";
import { chunkListSchema, documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { chunkOrder } from "#lib/corpus/chunk-fields.ts";
import { documentOrder } from "#lib/corpus/document-fields.ts";
import { chunkCounts, chunkState, vectorJoins } from "#lib/corpus/embedding-state.ts";
import { chunkSorts, documentSorts } from "#lib/corpus/facet-schemas.ts";
import { listChunks } from "#lib/corpus/list-chunks.ts";
import { listDocuments } from "#lib/corpus/list-documents.ts";
import {
  cursorKeys,
  encodeCursor,
  type KeysetRow,
  keyColumns,
  type Order,
} from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { Figure } from "./figure.ts";
import { RecordedStatements } from "./recorded-statements.ts";
import { loadNow } from "./server-processor.ts";

/** Upwards as an admin reads, downwards as others do. */
const readerOf = (dir: "asc" | "desc") => ({ seesRestricted: dir === "asc", redact: redactProse });
const places = 4;
const timeoutMs = 10_000;

/** Narrowed in ways that keep much, little and almost nothing. */
const narrowings = [
  { category: ["category-0"] },
  { tags: ["tag-7"], "status.not": ["active"] },
  { flags: ["safety-critical"], "platforms.empty": "no" },
  { "labels.empty": "yes" },
  { q: "plate415" },
  { q: "barrel" },
];

/** Milliseconds by the clock, and of the server's processor for both. */
type Sample = { sort: string; what: string; ours: number; bare: number; processor: number };

/** Time of pages of both tables, by every sort in both directions, at the start, deep inside, backwards and narrowed. */
export async function measurePages(url: string): Promise<Figure[]> {
  const recorded = new RecordedStatements(url);
  try {
    return [
      ...figures("documents", await pagesOfDocuments(recorded), new Set(["path"])),
      ...figures("chunks", await pagesOfChunks(recorded), new Set(["embedding"]), true),
    ];
  } finally {
    await recorded.close();
  }
}

async function pagesOfDocuments(recorded: RecordedStatements): Promise<Sample[]> {
  const { documents } = baseTables();
  const samples: Sample[] = [];
  for (const sort of documentSorts)
    for (const dir of ["asc", "desc"] as const) {
      const reader = readerOf(dir);
      const order = documentOrder(sort, dir, reader);
      const cursors = await drawPlaces(
        recorded.db,
        order,
        sql`${documents} d tablesample system (1) repeatable (1) ${chunkCounts()}`,
      );
      for (const asked of questions(cursors)) {
        const state = documentListSchema.parse({ sort, dir, limit: 200, ...asked });
        samples.push(await sample(recorded, sort, asked, (db) => listDocuments(db, state, reader)));
      }
    }
  return samples;
}

async function pagesOfChunks(recorded: RecordedStatements): Promise<Sample[]> {
  const { documents, chunks } = baseTables();
  const samples: Sample[] = [];
  for (const sort of chunkSorts)
    for (const dir of ["asc", "desc"] as const) {
      const reader = readerOf(dir);
      const order = chunkOrder(sort, dir);
      const cursors = await drawPlaces(
        recorded.db,
        order,
        sql`${chunks} c tablesample system (0.1) repeatable (1) join ${documents} d on d.id = c.document_id ${vectorJoins()}
          cross join lateral (select d.path, ${chunkState(undefined)} as state) w`,
      );
      for (const asked of questions(cursors)) {
        const state = chunkListSchema.parse({ sort, dir, limit: 200, ...asked });
        samples.push(await sample(recorded, sort, asked, (db) => listChunks(db, state, reader)));
      }
    }
  return samples;
}

/** Places spread over the list, as its own cursors name them. */
async function drawPlaces(db: Db, order: Order, source: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<KeysetRow>`
    select ${cursorKeys(order, "page")} as cursor_keys, page.hidden as cursor_hidden
    from (select ${keyColumns(order)}, d.pricing_sensitive as hidden from ${source} order by md5(d.id::text) limit ${places}) page`.execute(
    db,
  );
  return rows.map((row) => encodeCursor(order, row));
}

/** The start, places deep inside, one page backwards, and three narrowings by turns. */
function questions(cursors: string[]): object[] {
  const turn = asked++;
  const narrowed = [0, 1, 2].map((at) => narrowings[(turn + at) % narrowings.length] ?? {});
  const [before, ...deep] = cursors;
  return [
    {},
    ...deep.map((after) => ({ after })),
    { before },
    { ...narrowings[0], after: before },
    ...narrowed,
  ];
}
let asked = 0;

async function sample(
  recorded: RecordedStatements,
  sort: string,
  asked: object,
  verb: (db: Db) => Promise<unknown>,
): Promise<Sample> {
  const bareFirst = sampled++ % 2 === 0;
  const before = await recorded.processor();
  // A statement that ran into its timeout is a figure too: the worst one.
  const times = await recorded
    .time(verb, bareFirst)
    .catch(() => ({ ours: timeoutMs, bare: timeoutMs }));
  const processor = ((await recorded.processor()) - before) / (bareFirst ? 3 : 2);
  return { sort, what: Object.keys(asked).join("+") || "first", ...times, processor };
}
let sampled = 0;

function figures(
  table: string,
  samples: Sample[],
  named: ReadonlySet<string>,
  except = false,
): Figure[] {
  const ofKind = (indexed: boolean) =>
    samples.filter(({ sort }) => (named.has(sort) !== except) === indexed);
  return [
    ...kind(`${table}, sorts with an index`, ofKind(true), "≤ 150 ms"),
    ...kind(`${table}, other sorts`, ofKind(false), "≤ 800 ms"),
  ];
}

function kind(name: string, samples: Sample[], goal: string): Figure[] {
  const at = (of: "ours" | "bare" | "processor", share: number) =>
    percentile(
      samples.map((one) => one[of]),
      share,
    );
  const slowest = samples
    .toSorted((a, b) => b.ours - a.ours)
    .slice(0, Number(process.env.SLOWEST ?? 4));
  return [
    {
      name: `pages of ${name}, p50 · p95`,
      value: `${at("ours", 0.5).toFixed(0)} ms · ${at("ours", 0.95).toFixed(0)} ms, of the server's processor ${at("processor", 0.5).toFixed(0)} · ${at("processor", 0.95).toFixed(0)} ms`,
      goal,
      over: `${samples.length} pages of 200, ${loadNow()}; slowest: ${slowest.map(({ sort, what, ours }) => `${sort} ${what} ${ours.toFixed(0)}`).join(", ")}`,
    },
    {
      name: `pages of ${name}, over the bare SQL`,
      value: `× ${(at("ours", 0.5) / at("bare", 0.5)).toFixed(2)} at p50 · × ${(at("ours", 0.95) / at("bare", 0.95)).toFixed(2)} at p95`,
      goal: "≤ × 1.5",
      over: `bare ${at("bare", 0.5).toFixed(0)} ms · ${at("bare", 0.95).toFixed(0)} ms`,
    },
  ];
}
