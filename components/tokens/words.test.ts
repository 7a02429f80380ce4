import { expect, test } from "vitest";
import { ceilingLabels, ceilingOf, ceilingText, revokeText } from "./words.ts";

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

test("revoking a token names the secrets before or after it that go on working", () => {
  const token = (id: string, familyId: string, state: "active" | "expired" | "revoked") => ({
    id,
    familyId,
    state,
    lookup: `of-${id}`,
  });
  const row = token("new", "a", "active");
  const others = [token("other", "b", "active"), token("older", "a", "expired")];
  expect(revokeText(row, [row, ...others])).not.toContain("still works");
  expect(revokeText(row, [row, ...others, token("old", "a", "active")])).toContain(
    "cct_of-old of the same consumer still works",
  );
});
