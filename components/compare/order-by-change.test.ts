import { describe, expect, it } from "vitest";
import type { ComparedLane, ComparedQuestion } from "#lib/evaluate/compare-schemas.ts";
import { type Asked, changeOf, orderByChange } from "./order-by-change.ts";
import { readQuestions } from "./read-questions.ts";

const lane = (...ids: string[]): ComparedLane => ({
  results: ids.map((id) => ({ chunkId: id, documentId: `d${id}`, path: `${id}.md`, title: null })),
  ms: 1,
  problem: null,
});
const asked = (text: string): Asked => ({ key: text, text, expected: [], context: {} });
const change = (text: string, ...lanes: ComparedQuestion["lanes"]) =>
  changeOf(asked(text), { text, lanes });

describe("changeOf", () => {
  it("says what went, what came, and how much stayed", () => {
    expect(change("q", lane("a", "b", "c"), lane("a", "c", "x"))).toMatchObject({
      common: 2,
      of: 3,
      gone: ["b.md"],
      came: ["x.md"],
    });
    expect(change("q", lane("a", "b"), lane("a", "b")).likeness).toBeCloseTo(1, 10);
  });

  it("counts what was expected in both lanes", () => {
    const expected = [
      { kind: "document" as const, id: null, path: "b.md", heading: null },
      { kind: "chunk" as const, id: "x", path: "x.md", heading: null },
    ];
    const compared = { text: "q", lanes: [lane("a", "b"), lane("x", "b")] } as ComparedQuestion;
    expect(changeOf({ ...asked("q"), expected }, compared).found).toEqual([1, 2]);
  });

  it("knows no likeness where a lane did not answer", () => {
    const down = { ...lane(), problem: "The provider is down." };
    expect(change("q", down, lane("a")).likeness).toBeNull();
  });
});

describe("orderByChange", () => {
  it("puts the most changed first, a change at the top before one at the end", () => {
    const same = change("same", lane("a", "b", "c"), lane("a", "b", "c"));
    const end = change("end", lane("a", "b", "c"), lane("a", "b", "x"));
    const top = change("top", lane("a", "b", "c"), lane("x", "b", "c"));
    const all = change("all", lane("a", "b", "c"), lane("x", "y", "z"));
    const failed = change("failed", { ...lane(), problem: "down" }, lane("a"));
    const order = orderByChange([same, end, failed, all, top]).map((one) => one.asked.text);
    expect(order).toEqual(["failed", "all", "top", "end", "same"]);
  });
});

describe("readQuestions", () => {
  it("takes one question a line, each once", () => {
    expect(readQuestions(" a \r\n\nb\na\n")).toEqual({ questions: ["a", "b"], problem: undefined });
  });

  it("takes 200 and says so where there are more, none, or one is too long", () => {
    const lines = (n: number) => Array.from({ length: n }, (_, i) => `q${i}`).join("\n");
    expect(readQuestions(lines(200)).problem).toBeUndefined();
    expect(readQuestions(lines(201)).problem).toContain("201 questions");
    expect(readQuestions(" \n").problem).toContain("one a line");
    expect(readQuestions(`a\n${"x".repeat(8_001)}`).problem).toContain("Question 2");
    for (const broken of ["b\ud800", "\u0000b"])
      expect(readQuestions(`a\n${broken}`).problem).toContain("Question 2");
  });
});
