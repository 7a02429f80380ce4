import { expect, test } from "vitest";
import { withoutHeadings } from "./without-headings.ts";

test.each([
  [
    "the headings before it",
    "# Guide\n\n## Care\n\nWash it.\n\n## Later\n\nMore.",
    "Wash it.\n\n## Later\n\nMore.",
  ],
  ["nothing where it begins with words", "Wash it.\n# Not a start", "Wash it.\n# Not a start"],
  ["no hash that is no heading", "#3 is the third", "#3 is the third"],
  ["nothing of a text that is a heading alone", "## Care", "## Care"],
])("leaves out %s", (_name, text, expected) => {
  expect(withoutHeadings(text)).toBe(expected);
});
