import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dimensions } from "./embedder.ts";
import { offlineVector } from "./offline-embedder.ts";

const norm = (vector: Float32Array) =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
const similarity = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

describe("offlineVector", () => {
  it.each([
    "The barrels are regulated by hand.",
    "a",
    "the of and",
    "",
    "بندقية",
    "!!!",
    "x".repeat(100_000),
  ])("gives a unit vector, the same each time (%#)", (text) => {
    const vector = offlineVector(text);
    expect(vector).toHaveLength(dimensions);
    expect(norm(vector)).toBeCloseTo(1, 5);
    expect(offlineVector(text)).toEqual(vector);
  });

  it("finds texts of the same words and forms of words nearer than others", () => {
    const query = offlineVector("how are the barrels regulated");
    const near = similarity(query, offlineVector("Regulating a barrel takes days at the bench."));
    expect(near).toBeGreaterThan(
      similarity(query, offlineVector("Authorized dealers in Texas and Ohio.")),
    );
  });
});

const folder = "../shared/corpus/cranfield";

describe.skipIf(!existsSync(folder))("Cranfield (skipped without ../shared)", () => {
  it("reaches nDCG@10 of 0.31", { timeout: 180_000 }, () => {
    const read = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
    const texts = (name: string) =>
      read(name)
        .split(/^\.I /m)
        .slice(1)
        .map((one) => one.split(/^\.W\n/m)[1] ?? "");
    const gains = new Map<number, Map<number, number>>();
    for (const line of read("cranqrel").trim().split("\n")) {
      const [query = 0, document = 0, code = 0] = line.trim().split(/\s+/).map(Number);
      if (code < 1) continue;
      gains.set(query, (gains.get(query) ?? new Map()).set(document, 5 - code));
    }
    const documents = texts("cran.all.1400").map(offlineVector);
    const scores = texts("cran.qry").flatMap((text, at) => {
      const judged = gains.get(at + 1);
      if (!judged) return [];
      const vector = offlineVector(text);
      const ranked = documents
        .map((document, index) => ({ id: index + 1, score: similarity(vector, document) }))
        .sort((a, b) => b.score - a.score || a.id - b.id);
      const ideal = dcg([...judged.values()].sort((a, b) => b - a));
      return [dcg(ranked.map(({ id }) => judged.get(id) ?? 0)) / ideal];
    });
    expect(scores).toHaveLength(225);
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(
      0.31,
    );
  });
});

function dcg(gains: number[]): number {
  return gains.slice(0, 10).reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0);
}
