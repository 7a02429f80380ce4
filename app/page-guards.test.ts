import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("every page of the console itself asks who looks at it: its layout is not read again with each page", () => {
  const pages = globSync("app/(console)/**/page.tsx");
  expect(pages.length).toBeGreaterThan(25);
  const unguarded = pages.filter(
    (page) =>
      !/^ {2}const staff = await requireStaff\(|^ {2}await requireStaff\(/m.test(
        readFileSync(page, "utf8"),
      ),
  );
  expect(unguarded).toEqual([]);
});
