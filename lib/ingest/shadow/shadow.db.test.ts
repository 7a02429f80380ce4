import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BudgetSpent } from "#lib/embed/budget.ts";
import { resetEnv } from "#lib/env/env.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { admin, constantEmbedder, from, shadowDatabase, to } from "#lib/testing/shadow-sets.ts";
import { adoptShadows } from "#lib/worker/adopt-shadows.ts";
import { discardShadow } from "./discard-shadow.ts";
import { planShadow } from "./plan-shadow.ts";
import { readModels } from "./read-models.ts";
import { resumeShadow } from "./resume-shadow.ts";
import { startShadow } from "./start-shadow.ts";
import { stopShadow } from "./stop-shadow.ts";

let test: Awaited<ReturnType<typeof shadowDatabase>>;
let chunkIds: string[];
beforeAll(async () => {
  test = await shadowDatabase();
});
afterAll(() => test?.close());
beforeEach(async () => {
  chunkIds = await test.startOver();
});

describe("a set of vectors of another model", () => {
  it("says what it costs before anything is bought", async () => {
    expect(await planShadow(test.db, admin, to)).toMatchObject({
      chunks: 4,
      tokens: 40,
      perMillion: 0.13,
      since: "2024-01-25",
      cost: (40 * 0.13) / 1e6,
      budget: { tokens: null, spent: 0 },
    });
    await expect(planShadow(test.db, admin, from)).rejects.toMatchObject({ code: "conflict" });
  });

  it("is for admins to look at: what a model refused is named, whoever may see the document", async () => {
    const someone = { id: randomUUID(), userId: randomUUID(), email: "qa@example.com" };
    const read = async () => readModels(test.db, { ...someone, role: "qa" });
    await expect(read()).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is filled beside the served one, with what may be sent to a model and nothing else", async () => {
    const { id } = await startShadow(test.db, admin, to);
    await expect(startShadow(test.db, admin, to)).rejects.toMatchObject({ code: "conflict" });
    const sent: string[] = [];
    await test.fill(id, constantEmbedder({ sent }));
    expect(sent.toSorted()).toEqual(["four", "one", "three", "two"]);
    expect(await test.setOf(to)).toMatchObject({ state: "resting", complete: true });
    expect(await test.modelsServed()).toEqual([from]);
  });

  it("goes on where it was stopped, and buys nothing twice", async () => {
    const { id } = await startShadow(test.db, admin, to);
    const stop = new AbortController();
    const sent: string[] = [];
    const slow = constantEmbedder({ sent, before: async () => stop.abort(new Error("killed")) });
    vi.stubEnv("EMBED_BATCH_SIZE", "1");
    resetEnv();
    await expect(test.fill(id, slow, stop.signal)).rejects.toThrow("killed");
    const half = await test.setOf(to);
    expect(half).toMatchObject({ state: "filling", complete: false, coverage: { covered: 2 } });
    await test.fill(id, constantEmbedder({ sent }));
    vi.stubEnv("EMBED_BATCH_SIZE", undefined);
    resetEnv();
    expect(sent.toSorted()).toEqual(["four", "one", "three", "two"]);
  });

  it("is stopped by a person between two batches, and resumed", async () => {
    const { id } = await startShadow(test.db, admin, to);
    await stopShadow(test.db, admin, id);
    const sent: string[] = [];
    await test.fill(id, constantEmbedder({ sent }));
    expect(sent).toEqual([]);
    await resumeShadow(test.db, admin, id);
    await test.fill(id, constantEmbedder({ sent }));
    expect(sent).toHaveLength(4);
  });

  it("gives way to a run that is at work", async () => {
    const { id } = await startShadow(test.db, admin, to);
    const run = await sql<{
      id: string;
    }>`insert into console.runs (kind, environment, requested_by_label)
      values ('ingest', 'local', 'test') returning id`.execute(test.db);
    const runId = run.rows[0]?.id;
    await sql`insert into console.run_leases (run_id, worker, environment, lease_until)
      values (${runId}, gen_random_uuid(), 'local', now() + interval '1 minute')`.execute(test.db);
    const sent: string[] = [];
    const filling = test.fill(id, constantEmbedder({ sent }));
    await wait(300);
    expect(sent).toEqual([]);
    await sql`delete from console.runs where id = ${runId}`.execute(test.db);
    await filling;
    expect(sent).toHaveLength(4);
  });

  it("stands still when the day's budget is spent, and goes on by itself when there is more", async () => {
    const { id } = await startShadow(test.db, admin, to);
    const spent = constantEmbedder({
      before: async () => {
        throw new BudgetSpent({ tokens: 10, spent: 9 }, 5);
      },
    });
    await test.fill(id, spent);
    expect(await test.setOf(to)).toMatchObject({ state: "filling", held: true });
    const budget = (tokens: number) =>
      sql`insert into console.settings (key, value) values ('daily_token_budget', to_jsonb(${tokens}::int))
        on conflict (key) do update set value = excluded.value`.execute(test.db);
    const jobs = async () => {
      await adoptShadows(test.db);
      return (await sql`select 1 from pgboss.job where name = 'shadow'`.execute(test.db)).rows
        .length;
    };
    await sql`delete from pgboss.job`.execute(test.db);
    await budget(4);
    expect(await jobs()).toBe(0);
    await budget(5);
    expect(await jobs()).toBe(1);
    expect(await test.setOf(to)).toMatchObject({ held: false, errorMessage: null });
    await sql`delete from console.settings where key = 'daily_token_budget'`.execute(test.db);
    await test.fill(id);
    expect(await test.setOf(to)).toMatchObject({ complete: true });
  });

  it("is incomplete again once a chunk is changed or comes, and complete once it goes", async () => {
    const { id } = await startShadow(test.db, admin, to);
    await test.fill(id);
    await sql`update public.chunks set text = 'one, rewritten' where id = ${chunkIds[0]}`.execute(
      test.db,
    );
    expect(await test.setOf(to)).toMatchObject({
      complete: false,
      coverage: { wanted: 4, covered: 3 },
    });
    await resumeShadow(test.db, admin, id);
    const sent: string[] = [];
    await test.fill(id, constantEmbedder({ sent }));
    expect(sent).toEqual(["one, rewritten"]);
    const added = await addDocument(test.db, { path: "added.md" });
    await addChunks(test.db, added, [{ text: "five" }]);
    expect(await test.setOf(to)).toMatchObject({
      complete: false,
      coverage: { wanted: 5, covered: 4 },
    });
    await sql`delete from public.documents where id = ${added}`.execute(test.db);
    expect(await test.setOf(to)).toMatchObject({ complete: true });
  });

  it("stores no vector of a text that was rewritten while it was under way", async () => {
    const { id } = await startShadow(test.db, admin, to);
    let rewritten = false;
    const before = async () => {
      if (rewritten) return;
      rewritten = true;
      await sql`update public.chunks set text = 'one, rewritten' where id = ${chunkIds[0]}`.execute(
        test.db,
      );
    };
    const sent: string[] = [];
    await test.fill(id, constantEmbedder({ sent, before }));
    expect(sent).toEqual(expect.arrayContaining(["one", "one, rewritten"]));
    expect(await test.setOf(to)).toMatchObject({ complete: true });
  });

  it("thrown away, leaves nothing", async () => {
    const { id } = await startShadow(test.db, admin, to);
    await test.fill(id);
    await discardShadow(test.db, admin, id);
    const { rows } = await sql`select 1 from console.shadow_embeddings`.execute(test.db);
    expect(rows).toEqual([]);
  });
});
