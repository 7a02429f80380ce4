import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withRole } from "#lib/db/with-role.ts";
import { chunkRows, newRun, runToEnd, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { assertLease, LostLease, leaseQuery } from "./item-lease.ts";
import { executeRun } from "./run-ingest.ts";
import { freeItems } from "./take-items.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
const names = ["a", "b", "c", "d"];
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  await sql`truncate console.runs cascade`.execute(base.db);
  corpus = temporaryCorpus();
  for (const name of names) corpus.write(`${name}.md`, sections(name));
  corpus.list(names.map((name) => ({ path: `${name}.md` })));
  return () => corpus.remove();
});

test("two programs work one run together: every document once, and the figures are right", async () => {
  const id = await newRun(base.db);
  const ends = await Promise.all([executeRun(base.db, id), executeRun(base.db, id)]);
  expect(new Set(ends)).toEqual(new Set(["succeeded"]));
  const { run, events } = await whatRunDid(base.db, id);
  expect(events.map(({ path }) => path).toSorted()).toEqual(names.map((name) => `${name}.md`));
  expect(run).toMatchObject({
    documents: { scanned: 4, new: 4 },
    chunks: { written: 4, embedded: 4 },
  });
  expect(await chunkRows(base.db)).toHaveLength(4);
});

test("two runs over the same documents at once do each document once", async () => {
  const [one, two] = await Promise.all([runToEnd(base.db), runToEnd(base.db)]);
  const written = [one, two].map(({ run }) => run.chunks.written);
  expect((written[0] ?? 0) + (written[1] ?? 0)).toBe(4);
  expect(await chunkRows(base.db)).toHaveLength(4);
});

test("a lease that another program took over lets nothing be written any more", async () => {
  await runToEnd(base.db, { options: { approve: true } }, { canWait: true });
  const { rows } = await sql<{ itemId: string; fence: string }>`update console.run_plan_items
    set state = 'working', worker = gen_random_uuid(), fence = fence + 1
    where id = (select min(id) from console.run_plan_items) returning id as "itemId", fence`.execute(
    base.db,
  );
  const lease = rows[0];
  if (!lease) throw new Error("no item");
  const write = () =>
    withRole(base.db, "perazzi_ingest", async (tx) => {
      const done =
        await sql`${leaseQuery(lease)} insert into public.documents (path, category, doc_type, status, embed_mode)
        select 'late.md', 'texts', 'note', 'active', 'full' from lease on conflict (path) do nothing returning id`.execute(
          tx,
        );
      await assertLease(tx, lease);
      return done.rows.length;
    });
  expect(await write()).toBe(1);
  await sql`delete from public.documents where path = 'late.md'`.execute(base.db);
  // Its program has no lease on the run: whoever looks next frees the document.
  await withRole(base.db, "perazzi_ingest", freeItems);
  await expect(write()).rejects.toBeInstanceOf(LostLease);
  const late = await sql`select 1 from public.documents where path = 'late.md'`.execute(base.db);
  expect(late.rows).toEqual([]);
});

test("who changes a document between plan and write is not overrun: it is said, and the document planned anew", async () => {
  await runToEnd(base.db);
  for (const name of names) corpus.write(`${name}.md`, sections(`${name} anew`));
  const id = await newRun(base.db);
  const changes: Promise<unknown>[] = [];
  const state = await executeRun(base.db, id, {
    onPlanned: () => {
      changes.push(
        sql`update public.documents set safety_notes = 'Mind the step.' where path = 'b.md'`.execute(
          base.db,
        ),
      );
    },
  });
  await Promise.all(changes);
  expect(state).toBe("succeeded");
  const { rows } = await sql`select safety_notes from public.documents where path = 'b.md'`.execute(
    base.db,
  );
  expect(rows).toEqual([{ safety_notes: "Mind the step." }]);
  expect((await chunkRows(base.db)).every(({ text }) => text.includes("anew"))).toBe(true);
});

test("a run stopped in the middle gives its documents back with no attempt counted, and another goes on", async () => {
  const id = await newRun(base.db);
  const stop = new AbortController();
  const stopped = executeRun(base.db, id, {
    signal: stop.signal,
    onPlanned: () => stop.abort(new Error("told to stop")),
  });
  await expect(stopped).rejects.toThrow("told to stop");
  const { rows } = await sql`select distinct state, attempts from console.run_plan_items
    where state <> 'done'`.execute(base.db);
  expect(rows).toEqual([{ state: "planned", attempts: 0 }]);
  expect(await executeRun(base.db, id)).toBe("succeeded");
  expect(await chunkRows(base.db)).toHaveLength(4);
});
