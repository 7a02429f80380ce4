import { describe, expect, it } from "vitest";
import { blame, findDisagreements } from "./find-disagreements.ts";
import { retrievedChunk } from "./retrieved-chunk.fixture.ts";

const answer = (...ids: string[]) => ({
  results: ids.map((chunkId) => retrievedChunk({ chunkId })),
});

describe("findDisagreements", () => {
  it("lists what only one of two answers holds, by answer and rank", () => {
    const found = findDisagreements(answer("a", "b", "c"), answer("x", "b", "a"));
    expect(found.map((one) => [one.chunk.chunkId, one.in])).toEqual([
      ["c", "first"],
      ["x", "second"],
    ]);
  });

  it("finds nothing where the same chunks stand in another order", () => {
    expect(findDisagreements(answer("a", "b"), answer("b", "a"))).toEqual([]);
  });

  it("names every filter, or says that none did it", () => {
    expect(blame("production", ["price lists"])).toBe(
      "production leaves it out by its filter price lists",
    );
    expect(blame("production", ["expires on", "price lists"])).toContain(
      "filters expires on and price lists",
    );
    expect(blame("production", [])).toContain("no filter of production");
  });
});
