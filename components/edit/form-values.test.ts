import { expect, test } from "vitest";
import { changesBetween, conflictsOf } from "./form-values.ts";

const base = { title: "A", tags: ["x"], status: "active", summary: null };

test("only what differs is a change; an emptied list is set to nothing", () => {
  expect(changesBetween(base, { ...base })).toEqual({});
  expect(changesBetween(base, { ...base, title: "B", tags: [] })).toEqual({
    title: { set: "B" },
    tags: { set: [] },
  });
  expect(changesBetween({ tags: null }, { tags: [] })).toEqual({});
});

test("a clash is a field that both changed to something different", () => {
  const theirs = { ...base, title: "Theirs", summary: "S", status: "planned" };
  const mine = { ...base, title: "Mine", status: "planned" };
  expect(conflictsOf(base, theirs, mine)).toEqual([
    { name: "title", theirs: "Theirs", mine: "Mine", clash: true },
    { name: "status", theirs: "planned", mine: "planned", clash: false },
    { name: "summary", theirs: "S", mine: null, clash: false },
  ]);
});
