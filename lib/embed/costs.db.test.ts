import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "#lib/format/days.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { costsSearchSchema } from "./cost-request-schemas.ts";
import { type CostsSearch, costsQuery } from "./cost-schemas.ts";
import { readCosts } from "./read-costs.ts";
import { sumProviderDays } from "./sum-provider-days.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate console.provider_calls, console.provider_days, console.provider_day_marks cascade`.execute(
    base.db,
  );
});

const today = new Date().toISOString().slice(0, 10);
const daysAgo = (days: number) => addDays(today, -days);

type Made = { at: string; cause?: string; who?: string | null; cost?: number; outcome?: string };

async function call({ at, cause = "run", who = "ann", cost = 1, outcome = "answered" }: Made) {
  await sql`insert into console.provider_calls (at, cause, actor_label, model, inputs, tokens, price_per_million, cost, outcome)
    values (${at}, ${cause}, ${who}, 'm', 2, ${cost * 100}, 0.13, ${cost}, ${outcome})`.execute(
    base.db,
  );
}

const costs = (search: CostsSearch = {}) => readCosts(base.db, { time: "7d", ...search });

test("that nothing was ever bought is told apart from a time without purchases", async () => {
  expect((await costs()).ever).toBe(false);
  await call({ at: `${daysAgo(40)}T10:00:00Z` });
  expect(await costs()).toMatchObject({ ever: true, parts: [] });
  await sql`delete from console.provider_calls`.execute(base.db);
});

test("what was bought counts by day and cause, or person, before and after days are summed", async () => {
  await call({ at: `${daysAgo(8)}T23:59:59Z` });
  await call({ at: `${daysAgo(6)}T00:00:00Z`, cost: 2 });
  await call({ at: `${daysAgo(2)}T10:00:00Z`, cause: "lab", who: "bob", cost: 0.5 });
  await call({ at: `${daysAgo(2)}T11:00:00Z`, outcome: "rate limited", cost: 0 });
  await call({ at: `${today}T00:00:00Z`, cost: 4 });
  const seen = async () => ({
    byCause: (await costs()).parts.map(({ day, key, cost }) => [day, key, cost]).sort(),
    byWho: (await costs({ by: "who" })).parts.map(({ day, key, cost }) => [day, key, cost]).sort(),
    rows: (await costs()).rows,
    people: (await costs()).people,
  });
  const before = await seen();
  expect(before.byCause).toEqual([
    [daysAgo(6), "run", 2],
    [daysAgo(2), "lab", 0.5],
    [daysAgo(2), "run", 0],
    [today, "run", 4],
  ]);
  expect(before.rows).toEqual([
    { cause: "run", who: "ann", model: "m", cost: 6, tokens: 600, calls: 3, failed: 1 },
    { cause: "lab", who: "bob", model: "m", cost: 0.5, tokens: 50, calls: 1, failed: 0 },
  ]);
  expect(before.people).toEqual(["ann", "bob"]);
  // Within the first hour of a day yesterday is not summed yet.
  expect(await sumProviderDays(base.db)).toBeGreaterThanOrEqual(7);
  expect(await sumProviderDays(base.db)).toBe(0);
  expect(await seen()).toEqual(before);
  // Proof that the sums are read: the requests they stand for are gone.
  await sql`delete from console.provider_calls where at < ${`${daysAgo(3)}T00:00:00Z`}`.execute(
    base.db,
  );
  expect(await seen()).toEqual(before);
});

test("a request after the days were summed counts, and the next summing goes on from there", async () => {
  await call({ at: `${daysAgo(5)}T10:00:00Z` });
  await sumProviderDays(base.db);
  await call({ at: `${today}T00:00:01Z`, cost: 3 });
  expect((await costs()).rows[0]).toMatchObject({ calls: 2, cost: 4 });
});

test("filters keep to a cause and a person; a bar narrows the table and not the chart", async () => {
  await call({ at: `${daysAgo(1)}T10:00:00Z`, cost: 1 });
  await call({ at: `${daysAgo(2)}T10:00:00Z`, cost: 2 });
  await call({ at: `${daysAgo(2)}T10:00:00Z`, cause: "shadow", who: null, cost: 8 });
  expect((await costs({ cause: "shadow" })).rows).toMatchObject([{ who: "", cost: 8 }]);
  expect((await costs({ who: "" })).rows).toMatchObject([{ cause: "shadow" }]);
  const one = await costs({ on: daysAgo(1) });
  expect(one.rows).toMatchObject([{ cost: 1 }]);
  expect(one.parts).toHaveLength(3);
});

test("a consumer of the API is named after its token", async () => {
  await sql`insert into console.api_tokens (family_id, consumer, lookup, secret_hash, scopes, requests_per_minute, created_by_label)
    values (console.uuid_v7(), 'website', '0123456789ab', decode(repeat('00', 32), 'hex'), '{retrieve}', 60, 'x')`.execute(
    base.db,
  );
  await sql`insert into console.provider_calls (cause, api_token_id, model, inputs, tokens, price_per_million, cost)
    select 'consumer', id, 'm', 1, 5, 0.13, 0.1 from console.api_tokens`.execute(base.db);
  expect((await costs()).rows).toMatchObject([{ cause: "consumer", who: "website" }]);
});

test("a search survives the URL, and what the screen does not know is left out", () => {
  for (const search of [
    {},
    { who: "", cause: "lab", by: "who", of: "tokens", time: "1y" },
  ] as const) {
    const query = Object.fromEntries(new URLSearchParams(costsQuery(search)));
    expect(costsSearchSchema.parse(query)).toEqual(search);
  }
  expect(costsSearchSchema.parse({ of: "x", cause: ["run"], from: "1" })).toEqual({});
});
