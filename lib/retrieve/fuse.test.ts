import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuse } from "./fuse.ts";

const settings = { rrfK: 60, vectorWeight: 1, fulltextWeight: 1 };
const list = (...ids: string[]) => ids.map((chunkId, at) => ({ chunkId, score: 1 - at / 10 }));

describe("fuse", () => {
  it("is the one list where the other was not asked", () => {
    expect(fuse({ similarity: list("a", "b"), fulltext: null }, settings)).toEqual([
      {
        chunkId: "a",
        similarityRank: 1,
        fulltextRank: null,
        base: { name: "similarity", value: 1 },
      },
      {
        chunkId: "b",
        similarityRank: 2,
        fulltextRank: null,
        base: { name: "similarity", value: 0.9 },
      },
    ]);
  });

  it("scales BM25 by its best, so that boosts mean the same", () => {
    const fulltext = [
      { chunkId: "a", score: 20 },
      { chunkId: "b", score: 5 },
    ];
    const bases = fuse({ similarity: null, fulltext }, settings).map(({ base }) => base);
    expect(bases).toEqual([
      { name: "full text", value: 1 },
      { name: "full text", value: 0.25 },
    ]);
  });

  it("adds up reciprocal ranks; first in both is 1", () => {
    const fused = fuse({ similarity: list("a", "b"), fulltext: list("a", "c") }, settings);
    expect(fused.map(({ chunkId }) => chunkId)).toEqual(["a", "b", "c"]);
    expect(fused[0]?.base).toEqual({ name: "fusion", value: 1 });
    expect(fused[1]?.base.value).toBeCloseTo(1 / 62 / (2 / 61), 12);
    expect(fused[1]).toMatchObject({ similarityRank: 2, fulltextRank: null });
  });

  it("weighs one list more where told", () => {
    const lists = { similarity: list("a"), fulltext: list("b") };
    expect(fuse(lists, { ...settings, vectorWeight: 0.1 })[0]?.chunkId).toBe("b");
    expect(fuse(lists, { ...settings, fulltextWeight: 0 })[1]?.base.value).toBe(0);
  });

  it("takes empty lists and zero weights", () => {
    expect(fuse({ similarity: [], fulltext: [] }, settings)).toEqual([]);
    const none = { rrfK: 60, vectorWeight: 0, fulltextWeight: 0 };
    expect(fuse({ similarity: list("a"), fulltext: list("a") }, none)[0]?.base.value).toBe(0);
  });

  it("loses and doubles nobody, and never scores above 1", () => {
    const ids = fc.uniqueArray(fc.constantFrom(..."abcdefghij"), { maxLength: 10 });
    fc.assert(
      fc.property(ids, ids, (near, match) => {
        const fused = fuse({ similarity: list(...near), fulltext: list(...match) }, settings);
        expect(fused.map(({ chunkId }) => chunkId).toSorted()).toEqual(
          [...new Set([...near, ...match])].toSorted(),
        );
        for (const { base } of fused) expect(base.value).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
