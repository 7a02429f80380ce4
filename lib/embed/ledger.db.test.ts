import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { databaseLedger } from "./ledger.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

const path = "Brand/Ethos.md";
const texts = ["a secret sentence", "another one"].map((text) => ({
  text,
  sensitive: false,
  source: { path, documentId: null },
}));
const actor = { id: "0198d1a0-0000-7000-8000-000000000001", label: "ada@example.com" };

async function rows() {
  const { rows } = await sql<Record<string, unknown>>`
    select c.*, d.path, d.inputs as of_document from console.provider_calls c
    left join console.provider_call_documents d on d.call_id = c.id order by c.id`.execute(base.db);
  return rows;
}

describe("databaseLedger", () => {
  it("books a request before it leaves, and settles it at the price of that moment", async () => {
    const book = databaseLedger(base.db);
    const model = "text-embedding-3-large";
    const call = await book({ purpose: { cause: "lab", actor }, model, texts, tokens: 1_000_000 });
    expect(await rows()).toMatchObject([
      { outcome: "sent", inputs: 2, cost: "0.1300000000", path, of_document: 2 },
    ]);
    await sql`insert into console.settings (key, value) values ('model_prices',
      '{"text-embedding-3-large": {"perMillion": 0.2, "since": "2026-11-01"}}')`.execute(base.db);
    const cost = await call.settle({ outcome: "answered", tokens: 500_000, durationMs: 204.4 });
    expect(cost).toBeCloseTo(0.065);
    const later = await book({ purpose: { cause: "run" }, model, texts, tokens: 1_000_000 });
    expect(await later.settle({ outcome: "quota spent", tokens: 0, durationMs: 3 })).toBe(0);
    expect(await rows()).toMatchObject([
      { outcome: "answered", price_per_million: "0.130000", actor_label: "ada@example.com" },
      { outcome: "quota spent", price_per_million: "0.200000", cost: "0.0000000000" },
    ]);
  });

  it("holds no text of what was sent", async () => {
    expect(JSON.stringify(await rows())).not.toMatch(/secret|another/);
  });

  it("counts an unknown model as free, and ignores a price list that is none", async () => {
    await sql`update console.settings set value = '{"x": "cheap"}' where key = 'model_prices'`.execute(
      base.db,
    );
    const call = await databaseLedger(base.db)({
      purpose: { cause: "shadow" },
      model: "x",
      texts,
      tokens: 1_000_000,
    });
    expect(await call.settle({ outcome: "answered", tokens: 1_000_000, durationMs: 1 })).toBe(0);
  });

  it("does not throw an answer away whose end cannot be booked: it stays booked as sent", async () => {
    await sql`truncate console.provider_calls cascade`.execute(base.db);
    const model = "text-embedding-3-small";
    const call = await databaseLedger(base.db)({
      purpose: { cause: "lab" },
      model,
      texts,
      tokens: 1_000_000,
    });
    const rename = (from: string, to: string) =>
      sql.raw(`alter table console.${from} rename to ${to}`).execute(base.db);
    await rename("provider_calls", "calls_away");
    expect(
      await call.settle({ outcome: "answered", tokens: 1_000_000, durationMs: 1 }),
    ).toBeCloseTo(0.02);
    await rename("calls_away", "provider_calls");
    expect(await rows()).toMatchObject([{ outcome: "sent" }]);
  });
});
