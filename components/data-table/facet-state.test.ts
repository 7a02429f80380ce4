import { expect, test } from "vitest";
import { changeParams } from "#lib/url/change-params.ts";
import { clearFacet, facetState, isSet, pressValue } from "./facet-state.ts";

const after = (text: string, change: Parameters<typeof changeParams>[1]) =>
  changeParams(new URLSearchParams(text), change);
const press = (text: string, value: string | null, how: "any" | "none") =>
  after(text, pressValue(new URLSearchParams(text), "tags", value, how));

test("a press adds a value and leaves the page; the same press takes it back", () => {
  expect(press("q=x&after=abc", "b", "any")).toBe("?q=x&tags=b");
  expect(press("tags=b", "a", "any")).toBe("?tags=a&tags=b");
  expect(press("tags=a&tags=b", "b", "any")).toBe("?tags=a");
});

test("a value is wanted or refused, never both", () => {
  expect(press("tags=a&tags=b", "a", "none")).toBe("?tags=b&tags.not=a");
  expect(press("tags.not=a", "a", "any")).toBe("?tags=a");
});

test("empty can be wanted and refused as well", () => {
  expect(press("", null, "any")).toBe("?tags.empty=yes");
  expect(press("tags.empty=yes", null, "none")).toBe("?tags.empty=no");
  expect(press("tags.empty=no", null, "none")).toBe("");
});

test("clearing takes all three parameters and nothing else", () => {
  const text = "tags=a&tags.not=b&tags.empty=no&status=active";
  expect(isSet(facetState(new URLSearchParams(text), "tags"))).toBe(true);
  expect(after(text, clearFacet("tags"))).toBe("?status=active");
});
