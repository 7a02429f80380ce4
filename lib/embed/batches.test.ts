import { describe, expect, it } from "vitest";
import { BatchFiller } from "./batches.ts";

const text = { text: "word", sensitive: false };

/** The sizes of the batches that so many texts of so many tokens make. */
function sizes(batchSize: number, count: number, tokens: number): number[] {
  const filler = new BatchFiller(batchSize);
  const full = Array.from({ length: count }, () => filler.add(text, tokens));
  return [...full, filler.rest()].flatMap((batch) => (batch ? [batch.length] : []));
}

describe("BatchFiller", () => {
  it("keeps to the batch size", () => expect(sizes(64, 130, 10)).toEqual([64, 64, 2]));
  it("keeps to 2,048 inputs", () => expect(sizes(5_000, 2_100, 1)).toEqual([2_048, 52]));
  it("keeps to 300,000 tokens", () => expect(sizes(64, 80, 8_000)).toEqual([37, 37, 6]));
  it("has nothing left of nothing", () => expect(sizes(64, 0, 1)).toEqual([]));
});
