import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut } from "./cut.ts";

const of = (...documents: string[]) => documents.map((documentId) => ({ documentId }));

describe("cut", () => {
  it("keeps the first k", () => {
    expect(cut(of("a", "a", "a"), { k: 2, perDocument: 0 })).toEqual([null, null, "k"]);
  });

  it("keeps at most n of one document, and fills up with others", () => {
    expect(cut(of("a", "a", "a", "b", "c"), { k: 3, perDocument: 2 })).toEqual([
      null,
      null,
      "diversity",
      null,
      "k",
    ]);
  });

  it("keeps as many as it may, never more of a document than allowed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 30 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 4 }),
        (documents, k, perDocument) => {
          const cuts = cut(of(...documents), { k, perDocument });
          const kept = documents.filter((_, at) => cuts[at] === null);
          const room = ["a", "b", "c"].reduce((sum, one) => {
            const there = documents.filter((document) => document === one).length;
            return sum + (perDocument > 0 ? Math.min(there, perDocument) : there);
          }, 0);
          expect(kept.length).toBe(Math.min(k, room));
        },
      ),
    );
  });
});
