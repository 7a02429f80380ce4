import { expect, test } from "vitest";
import { fieldProblems } from "./field-problems.ts";

test("what can be saved has no problem", () => {
  expect(
    fieldProblems("document", {
      title: { set: " A title " },
      tags: { add: ["heritage"] },
      expiresOn: { set: "2026-12-01T08:00:00.000Z" },
      summary: { set: null },
    }),
  ).toEqual({});
});

test("each field that the server would refuse says why", () => {
  expect(
    fieldProblems("document", {
      title: { set: "x".repeat(501) },
      language: { set: "not a language" },
      tags: { set: ["y".repeat(101)] },
      effectiveFrom: { set: "2026-03-29T02:30" },
      summary: { set: "fine" },
    }),
  ).toEqual({
    title: "At most 500 characters.",
    language: "A language is a code such as en or it-CH.",
    tags: "At most 100 characters.",
    effectiveFrom: "A time with its zone, such as 2026-12-01T09:00+01:00.",
  });
  expect(
    fieldProblems("chunk", { ctaLinks: { set: [{ label: "Shop", url: "javascript:alert(1)" }] } }),
  ).toEqual({ ctaLinks: "A link starts with https:// or with /." });
});

test("too many terms, or one too long, are named as that, whichever way they are changed", () => {
  const many = Array.from({ length: 51 }, (_, at) => `t${at}`);
  expect(fieldProblems("document", { tags: { set: many } })).toEqual({ tags: "At most 50." });
  expect(fieldProblems("document", { tags: { add: many } })).not.toEqual({});
  const long = "x".repeat(101);
  for (const tags of [{ set: [long] }, { add: [long] }, { remove: [long] }])
    expect(fieldProblems("document", { tags })).toEqual({ tags: "At most 100 characters." });
});
