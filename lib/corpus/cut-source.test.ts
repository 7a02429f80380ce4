import fc from "fast-check";
import { expect, test } from "vitest";
import { cutSource } from "./cut-source.ts";

const place = (chunkId: string, start: number, end: number, hidden = false) => ({
  chunkId,
  start,
  end,
  hidden,
});

test("names gaps and overlaps", () => {
  const text = "0123456789";
  const { segments } = cutSource(text, [place("a", 1, 5), place("b", 4, 8)], [0, 10]);
  expect(segments).toEqual([
    { text: "0", chunks: [] },
    { text: "123", chunks: ["a"] },
    { text: "4", chunks: ["a", "b"] },
    { text: "567", chunks: ["b"] },
    { text: "89", chunks: [] },
  ]);
});

test("leaves out what only a hidden chunk holds", () => {
  const cut = cutSource("0123456789", [place("a", 0, 5), place("b", 4, 8, true)], [0, 10]);
  expect(cut).toEqual({
    segments: [
      { text: "0123", chunks: ["a"] },
      { text: "4", chunks: ["a"] },
      { text: "89", chunks: [] },
    ],
    withheld: 1,
  });
});

test("whatever the places, the segments together are the text, each letter with the chunks over it", () => {
  const places = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), places, (text, pairs) => {
      const made = pairs.map(([a, b], at) => place(String(at), Math.min(a, b), Math.max(a, b)));
      const { segments } = cutSource(text, made, [0, text.length]);
      expect(segments.map((one) => one.text).join("")).toBe(text);
      let at = 0;
      for (const { text: part, chunks } of segments) {
        const over = made.filter(({ start, end }) => start <= at && end > at);
        if (part !== "") expect(chunks).toEqual(over.map(({ chunkId }) => chunkId));
        at += part.length;
      }
    }),
  );
});
