import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertChunk, insertDocument, type Row } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readLeftOut } from "./left-out.ts";
import type { VisibilityCeiling } from "./schemas.ts";

const admin: VisibilityCeiling = { visibility: "admin-only", confidentiality: "elevated" };
const viewer: VisibilityCeiling = { visibility: "internal", confidentiality: "normal" };
let test: Awaited<ReturnType<typeof testDatabase>>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  test = await testDatabase();
  await add("served", {});
  await add("price list", { category: "pricing-lists" });
  await add("not yet", { effective_from: "2999-01-01T00:00:00Z" });
  await add("no visibility", { visibility: null });
  await add("secret", { visibility: "admin-only" });
  await add("two reasons", { category: "pricing-lists", expires_on: "2001-01-01T00:00:00Z" });
});
afterAll(() => test?.close());

async function add(name: string, document: Row) {
  const documentId = await insertDocument(test.db, { path: `${name}.md`, ...document });
  ids[name] = await insertChunk(test.db, documentId);
}

async function leftOut(name: string, visibilityCeiling = admin) {
  const chunkIds = [ids[name] ?? ""];
  const configurations = [{}, { rules: "assistant" as const }];
  const [item] = await readLeftOut(test.db, { chunkIds, configurations, visibilityCeiling });
  return item?.filters;
}

describe("readLeftOut", () => {
  it.each([
    ["served", [[], []]],
    ["price list", [["price lists"], []]],
    ["not yet", [["effective from"], []]],
    ["no visibility", [[], ["document visibility"]]],
    ["secret", [["visibility"], ["document visibility"]]],
    ["two reasons", [["expires on", "price lists"], []]],
  ])("names the filters of production and of the assistant: %s", async (name, filters) => {
    expect(await leftOut(name)).toEqual(filters);
  });

  it("says nothing of what a person may not know of, nor of what is not there", async () => {
    expect(await leftOut("secret", viewer)).toBeUndefined();
    expect(await leftOut("served", viewer)).toEqual([[], []]);
    ids.gone = "00000000-0000-4000-8000-000000000000";
    expect(await leftOut("gone")).toBeUndefined();
  });
});
