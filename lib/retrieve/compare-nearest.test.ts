import { describe, expect, it } from "vitest";
import { compareNearest } from "./compare-nearest.ts";

const list = (...items: [string, number][]) =>
  items.map(([chunkId, cosine]) => ({ chunkId, cosine }));
const exact = list(["a", 0.9], ["b", 0.8], ["c", 0.7], ["d", 0.7], ["e", 0.1]);

describe("compareNearest", () => {
  it.each<[string, [string, number][], number, string[]]>([
    [
      "all found",
      [
        ["a", 0.9],
        ["b", 0.8],
        ["c", 0.7],
      ],
      1,
      [],
    ],
    [
      "another that is as near as the last",
      [
        ["a", 0.9],
        ["b", 0.8],
        ["d", 0.7],
      ],
      1,
      [],
    ],
    [
      "one missed",
      [
        ["a", 0.9],
        ["c", 0.7],
        ["e", 0.1],
      ],
      2 / 3,
      ["b"],
    ],
    ["nothing found", [], 0, ["a", "b", "c"]],
    [
      "found, but below the first k",
      [
        ["e", 0.1],
        ["e2", 0.1],
        ["e3", 0.1],
        ["a", 0.9],
      ],
      0,
      ["a", "b", "c"],
    ],
  ])("%s", (_name, found, recall, missed) => {
    const compared = compareNearest(exact, list(...found), 3);
    expect(compared.recall).toBeCloseTo(recall, 12);
    expect(compared.missed.map(({ item }) => item.chunkId)).toEqual(missed);
  });

  it("does not hold against the index that there are fewer than k", () => {
    expect(compareNearest(list(["a", 0.9]), list(["a", 0.9]), 12).recall).toBe(1);
    expect(compareNearest([], [], 12).recall).toBeNull();
  });

  it("gives the exact place of what was missed", () => {
    expect(compareNearest(exact, list(["a", 0.9]), 2).missed).toMatchObject([{ exactRank: 2 }]);
  });
});
