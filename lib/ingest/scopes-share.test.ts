import { expect, test } from "vitest";
import type { RunScope } from "./run-scope.ts";
import { scopesShare } from "./scopes-share.ts";

const [one, two] = ["0f8fad5b-d9cb-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"];

test.each<[RunScope, RunScope, boolean | undefined]>([
  [{}, { path: "a" }, true],
  [{ category: undefined }, { documentIds: [one] }, true],
  [{ documentIds: [one, two] }, { documentIds: [two] }, true],
  [{ documentIds: [one] }, { documentIds: [two] }, false],
  [{ paths: ["a/b.md", "c.md"] }, { path: "a/" }, true],
  [{ paths: ["a/b.md"] }, { paths: ["a/b.md", "d.md"] }, true],
  [{ paths: ["a/b.md"] }, { paths: ["a/c.md"] }, false],
  [{ path: "part-1" }, { path: "part-10" }, false],
  [{ docType: "letter" }, { docType: "list" }, false],
  // Only the corpus knows these.
  [{ path: "a" }, { category: "gun-info" }, undefined],
  [{ documentIds: [one] }, { path: "a" }, undefined],
  [{ path: "a", category: "gun-info" }, { category: "gun-info", docType: "list" }, undefined],
])("%j and %j: %s, whichever comes first", (a, b, share) => {
  expect([scopesShare(a, b), scopesShare(b, a)]).toEqual([share, share]);
});
