import { expect, test } from "vitest";
import type { ComparedLane } from "#lib/evaluate/compare-schemas.ts";
import { changesCsv } from "./changes-csv.ts";
import { countTitles } from "./count-titles.ts";
import { labAddress } from "./lab-address.ts";
import { type Asked, changeOf } from "./order-by-change.ts";

const lane = (...ids: string[]): ComparedLane => ({
  results: ids.map((id) => ({ chunkId: id, documentId: `d${id}`, path: `${id}.md`, title: null })),
  ms: 1,
  problem: null,
});
const asked: Asked = { key: "q", text: "=1, or 2?", expected: [], context: {} };
const lanes = [
  { name: "production", token: "production" },
  { name: "hybrid", token: "hybrid" },
] as const;

test("a comparison is copied in its order, with no formula in it and the reason where there is no answer", () => {
  const answered = changeOf(asked, { text: asked.text, lanes: [lane("a", "b"), lane("b", "c")] });
  const down = { ...lane(), problem: "The provider is down." };
  const failed = changeOf(asked, { text: asked.text, lanes: [lane("a"), down] });
  const [, first, second] = changesCsv([answered, failed], lanes).split("\r\n");
  expect(first).toMatch(/^1,"'=1, or 2\?",production,hybrid,0\.\d{1,4},1,2,0,0,0,a\.md,c\.md,$/);
  expect(second).toBe(`2,"'=1, or 2?",production,hybrid,,,,0,0,0,,,hybrid: The provider is down.`);
});

test("a document is named once, with how many of its chunks there are", () => {
  expect(countTitles(["Care", "Riders", "Care"])).toEqual([
    { title: "Care", times: 2 },
    { title: "Riders", times: 1 },
  ]);
});

test("the lab is led to the question as it was asked, or not at all", () => {
  const saved = "00000000-0000-4000-8000-000000000000";
  const context = { mode: "owner", platforms: ["mx"] };
  expect(labAddress({ text: "a & b", context, saved }, lanes)).toBe(
    `/retrieval?q=a+%26+b&mode=owner&about=%7B%22platforms%22%3A%5B%22mx%22%5D%7D&saved=${saved}&lane=production&lane=hybrid`,
  );
  expect(labAddress({ text: "x".repeat(1_501), context: {} }, lanes)).toBeUndefined();
});
