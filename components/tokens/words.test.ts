import { expect, test } from "vitest";
import { ceilingLabels, ceilingOf, ceilingText } from "./words.ts";

test("every choice of the form is a ceiling that says the same", () => {
  for (const { value } of ceilingLabels) {
    const { visibility, confidentiality } = ceilingOf(value);
    expect(`${visibility}/${confidentiality}`).toBe(value);
  }
});

test.each(["", "nonsense", "elevated", "public/nonsense"])("%j is the narrowest", (choice) => {
  expect(ceilingOf(choice)).toEqual({ visibility: "public", confidentiality: "normal" });
});

test("a ceiling in words names confidentiality only where it is raised", () => {
  expect(ceilingText({ visibility: "internal", confidentiality: "normal" })).toBe("internal");
  expect(ceilingText({ visibility: "admin-only", confidentiality: "elevated" })).toBe(
    "admin-only, elevated",
  );
});
