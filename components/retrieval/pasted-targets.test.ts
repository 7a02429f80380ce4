import { expect, test } from "vitest";
import { pastedTargets } from "./pasted-targets.ts";

const id = "0198f0a0-0000-7000-8000-000000000001";

test("a pasted id may be a chunk's or a document's", () => {
  expect(pastedTargets(` ${id.toUpperCase()} `)).toEqual([
    { target: `chunk:${id}`, words: "The chunk of this id" },
    { target: id, words: "The document of this id" },
  ]);
});

test("words are no id", () => {
  expect(pastedTargets("warranty")).toEqual([]);
  expect(pastedTargets(`${id} and more`)).toEqual([]);
});
