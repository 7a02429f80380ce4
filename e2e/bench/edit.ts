import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import { applyChangeSet } from "#lib/curate/apply-change-set.ts";
import { draftChangeSet } from "#lib/curate/draft-change-set.ts";
import { previewEffect, previewQueries } from "#lib/curate/preview-draft.ts";
import { undoChangeSet } from "#lib/curate/undo-change-set.ts";
import { workChangeSet } from "#lib/curate/work-change-set.ts";
import type { Db } from "#lib/db/pool.ts";
import { openDatabase } from "#lib/db/pool.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { lostWrites, manyWriters } from "#lib/testing/many-writers.ts";
import { drawEditedCorpus } from "./edit-corpus.ts";
import type { Figure } from "./figure.ts";
import { naiveEdit } from "./naive-edit.ts";
import { loadNow } from "./server-processor.ts";

const rows = 10_000;
const vectors = 3_000;
const naiveRows = 1_000;
const previewedRows = 1_000;
const queries = 50;
const rounds = 5;
const onOneRow = { writers: 16, writes: 1_000 };

const benchStaff: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "bench@example.com",
  role: "admin",
};

/**
 * Editing many rows on a real server (TEST_DATABASE_URL): change sets of 10,000 documents against the same edit row
 * by row, the preview of 1,000 rows with 50 saved queries over 3,000 vectors, searched exactly, and 16 writers on
 * one row, which throws where an accepted write is lost.
 */
export async function benchEdit(): Promise<Figure[]> {
  if (!childEnvironment().TEST_DATABASE_URL)
    throw new Error("set TEST_DATABASE_URL: this figure is of a real server");
  const { db: one, url, close } = await testDatabase();
  const db = openDatabase(url, 3);
  try {
    console.log(`  drawing ${rows} documents`);
    await drawEditedCorpus(one, { documents: rows, vectors, queries });
    return [
      ...(await measurePreview(db)),
      ...(await measureSets(db)),
      await measureWriters(one, url),
    ];
  } finally {
    await db.destroy();
    await close();
  }
}

async function measureSets(db: Db): Promise<Figure[]> {
  const tags = await oneSet(db, { tags: { add: ["heritage"] } });
  const away = await oneSet(db, { status: { set: "deprecated" } });
  const naive = ((await naiveEdit(db, naiveRows)) / naiveRows) * rows;
  const over = `${loadNow()}`;
  return [
    {
      name: `change set of ${rows} rows, a tag added`,
      value: seconds(tags.ms),
      goal: "≤ 5 s",
      over: `seen on the way: ${tags.steps.join(", ")} rows; pinned in ${(tags.pinned / 1000).toFixed(2)} s; ${over}`,
    },
    {
      name: "… the same row by row, a transaction each",
      value: `${seconds(naive)}: × ${(naive / tags.ms).toFixed(1)} of ours`,
      over: `of ${naiveRows} rows, times ${rows / naiveRows}`,
    },
    {
      name: `change set of ${rows} rows, taken out of what is served`,
      value: seconds(away.ms),
      goal: "≤ 5 s",
      over: `${vectors} vectors parked; seen on the way: ${away.steps.join(", ")} rows; ${over}`,
    },
    {
      name: "… and undone, its vectors back",
      value: seconds(await undone(db, away.id)),
      over,
    },
  ];
}

/** Pins, then applies as the API and a worker do, batch by batch. */
async function oneSet(db: Db, changes: Record<string, unknown>) {
  const began = performance.now();
  const draft = await draftChangeSet(db, { subject: "document", filter: "" }, benchStaff);
  const pinned = performance.now() - began;
  await previewEffect(db, draft.id, changes, benchStaff, new Date());
  const start = performance.now();
  const applying = applyChangeSet(
    db,
    draft.id,
    { changes, name: "bench", reason: "bench" },
    { staff: benchStaff, requestId: "bench" },
  ).then(async ({ state }) => {
    // What the request did not get done, a worker does.
    for (let now = state; now === "applying"; ) now = await workChangeSet(db, draft.id);
  });
  const steps = await watchProgress(db, draft.id, applying);
  return { id: draft.id, ms: performance.now() - start, pinned, steps };
}

/** How far the set was each time somebody else looked, until it is done. */
async function watchProgress(db: Db, id: string, applying: Promise<void>): Promise<number[]> {
  const seen = new Set<number>();
  let done = false;
  const ended = applying.finally(() => {
    done = true;
  });
  while (!done) {
    const { rows: found } = await sql<{ done: number }>`
      select count(*)::int as done from console.change_set_rows where change_set_id = ${id} and outcome <> 'pinned'`.execute(
      db,
    );
    seen.add(found[0]?.done ?? 0);
    await Promise.race([ended, new Promise((next) => setTimeout(next, 50))]);
  }
  await ended;
  return [...seen];
}

async function undone(db: Db, id: string): Promise<number> {
  const start = performance.now();
  const undo = await undoChangeSet(
    db,
    id,
    { rest: false },
    { staff: benchStaff, requestId: "bench" },
  );
  let state: string = undo.state;
  while (state === "applying") state = await workChangeSet(db, undo.id);
  return performance.now() - start;
}

async function measurePreview(db: Db): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, changes] of Object.entries({
    "a tag added": { tags: { add: ["heritage"] } },
    "taken out of what is served": { status: { set: "deprecated" } },
    "out in a month": { expiresOn: { set: new Date(Date.now() + 30 * 86_400_000).toISOString() } },
  })) {
    const draft = await draftChangeSet(
      db,
      { subject: "document", rows: await someRows(db) },
      benchStaff,
    );
    const times: number[] = [];
    let said = "";
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const [effect, asked] = await Promise.all([
        previewEffect(db, draft.id, changes, benchStaff, new Date()),
        previewQueries(db, draft.id, changes, benchStaff, new Date()),
      ]);
      times.push(performance.now() - start);
      said = `${effect.rows.change} rows change, ${asked.checked} queries asked, ${asked.changed} change`;
    }
    figures.push({
      name: `preview of ${previewedRows} rows and ${queries} queries, ${name}`,
      value: seconds(percentile(times, 0.5)),
      goal: "≤ 2 s",
      over: `first ${seconds(times[0] ?? 0)}; ${said}; ${loadNow()}`,
    });
  }
  return figures;
}

async function measureWriters(db: Db, url: string): Promise<Figure> {
  const { writers, writes } = onOneRow;
  const id = await addDocument(db, { path: "one-row.md" });
  const start = performance.now();
  const outcome = await manyWriters(url, { id, writers, rounds: writes });
  const took = performance.now() - start;
  const lost = await lostWrites(db, id, outcome);
  if (lost.length > 0) throw new Error(`writers on one row: ${lost.join("; ")}`);
  return {
    name: `${writers} writers on one row, ${writes} writes each`,
    value: `${outcome.accepted.length} accepted, each a version of its own, none lost; ${outcome.refused} refused`,
    over: `${seconds(took)}; ${loadNow()}`,
  };
}

async function someRows(db: Db) {
  const found = await sql<{ id: string; version: number }>`
    select id, row_version::int as version from public.documents order by path limit ${previewedRows}`.execute(
    db,
  );
  return found.rows;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
