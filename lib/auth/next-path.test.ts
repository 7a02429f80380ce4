import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPath } from "./next-path.ts";

test.each(["/", "/documents", "/documents?status=active&q=a%20b", "/retrieval?q=ciao#lane-2"])(
  "keeps the path %s of this site",
  (path) => {
    expect(nextPath(path)).toBe(path);
  },
);

test.each([
  undefined,
  null,
  "",
  "documents",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\n//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/login?next=/documents",
  "/api/auth/sign-out",
  `/${"a".repeat(3000)}`,
])("goes to the start page instead of %j", (path) => {
  expect(nextPath(path)).toBe("/");
});

test("never leaves the site, whatever is asked for", () => {
  const hostile = fc.array(
    fc.constantFrom("/", "\\", ".", "..", "\t", "\n", "@", ":", "evil.example", "%2f", "?", "#"),
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      const target = new URL(nextPath(parts.join("")), "https://console.example/login");
      expect(target.origin).toBe("https://console.example");
    }),
    { numRuns: 2000 },
  );
});
