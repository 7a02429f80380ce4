import { expect, test } from "vitest";
import type { Changes } from "./change-schemas.ts";
import type { Subject } from "./field-schemas.ts";
import { curatedAfter, type EditableRow, planEdit } from "./plan-edit.ts";

const row = (values: Record<string, unknown>, rest: Partial<EditableRow> = {}): EditableRow => ({
  id: "d1",
  version: 1,
  label: "a.md",
  sensitive: false,
  values: { status: "active", embed_mode: "full", visibility: "public", ...values },
  manifest: null,
  curated: null,
  ...rest,
});
const plan = (
  at: EditableRow,
  changes: Changes,
  who: { role: "content_owner" | "admin"; reason?: string } = { role: "content_owner" },
  subject: Subject = "document",
) => planEdit(subject, at, changes, { role: who.role, reason: who.reason });

test("nothing that differs is no change: sets have no order, empty and none are the same", () => {
  const at = row({ tags: ["b", "a"], summary: null, guardrail_flags: [] });
  expect(
    plan(at, { tags: { set: ["a", "b"] }, summary: { set: null }, guardrailFlags: { set: null } })
      .kind,
  ).toBe("same");
  expect(plan(at, { tags: { add: ["a"], remove: ["z"] } }).kind).toBe("same");
});

test("terms are added and removed by value", () => {
  const changed = plan(row({ tags: ["a", "b"] }), { tags: { add: ["c"], remove: ["a"] } });
  expect(changed).toMatchObject({ kind: "change", edits: [{ from: ["a", "b"], to: ["b", "c"] }] });
  expect(plan(row({ tags: ["a"] }), { tags: { remove: ["a"] } })).toMatchObject({
    edits: [{ to: null }],
  });
});

test.each([
  ["status", { status: "planned" }, { status: { set: "active" } }],
  ["embed mode", { embed_mode: "ignore" }, { embedMode: { set: "full" } }],
  ["pricing flag", { pricing_sensitive: true }, { pricingSensitive: { set: false } }],
  ["visibility", { visibility: "internal" }, { visibility: { set: "public" } }],
  ["confidentiality", { confidentiality: "elevated" }, { confidentiality: { set: "normal" } }],
  ["guardrail flags", { guardrail_flags: ["safety-critical"] }, { guardrailFlags: { set: null } }],
] as const)(
  "a looser %s than what stood there takes an admin and a reason",
  (_, values, changes) => {
    expect(plan(row(values), changes, { role: "content_owner", reason: "why" })).toMatchObject({
      kind: "refused",
      why: /Ask an admin/,
    });
    expect(plan(row(values), changes, { role: "admin" })).toMatchObject({
      kind: "refused",
      fields: { reason: expect.any(String) },
    });
    expect(plan(row(values), changes, { role: "admin", reason: "why" })).toMatchObject({
      kind: "change",
      edits: [{ looser: true }],
    });
  },
);

test("what a person made stricter may go back to what it was, with a reason where it is a guard", () => {
  const curated = { visibility: { value: "internal", by: "x", at: "t", over: "public" } };
  const at = row({ visibility: "internal" }, { curated });
  expect(plan(at, { visibility: { set: "public" } })).toMatchObject({
    kind: "refused",
    fields: { reason: expect.any(String) },
  });
  const back = plan(
    at,
    { visibility: { set: "public" } },
    { role: "content_owner", reason: "Launched" },
  );
  expect(back).toMatchObject({ kind: "change", loosens: true, edits: [{ looser: false }] });
  if (back.kind === "change")
    expect(curatedAfter(at, back.edits, { by: "y", at: "u" })).toEqual({});
});

test("the manifest's value needs no admin, and ends the curation; another one keeps what stood there first", () => {
  const manifest = { status: "active" };
  const at = row(
    { status: "planned" },
    { manifest, curated: { status: { value: "planned", by: "x", at: "t" } } },
  );
  const back = plan(at, { status: { set: "active" } });
  expect(back.kind).toBe("change");
  if (back.kind === "change")
    expect(curatedAfter(at, back.edits, { by: "y", at: "u" })).toEqual({});
  const title = row(
    { title: "Second" },
    { curated: { title: { value: "Second", by: "x", at: "t", over: "First" } } },
  );
  const third = plan(title, { title: { set: "Third" } });
  if (third.kind === "change")
    expect(curatedAfter(title, third.edits, { by: "y", at: "u" })).toEqual({
      title: { value: "Third", by: "y", at: "u", over: "First" },
    });
  expect.assertions(3);
});

test("a file that the manifest lists no more is made active by nobody", () => {
  const at = row({ status: "deprecated" }, { manifest: { listed: false } });
  expect(
    plan(at, { status: { set: "active" } }, { role: "admin", reason: "Please" }),
  ).toMatchObject({ kind: "refused" });
});

test("a chunk's own visibility can be dropped only by who may loosen; tightening is free", () => {
  const at = row({ visibility: null });
  expect(
    plan(at, { visibility: { set: "internal" } }, { role: "content_owner" }, "chunk").kind,
  ).toBe("change");
  const strict = row({ visibility: "internal" });
  expect(
    plan(strict, { visibility: { set: null } }, { role: "content_owner", reason: "x" }, "chunk")
      .kind,
  ).toBe("refused");
});

test("a value that nobody knows is the strictest", () => {
  const at = row({ visibility: "secret" });
  expect(
    plan(at, { visibility: { set: "admin-only" } }, { role: "content_owner", reason: "x" }).kind,
  ).toBe("refused");
});

test("what would expire before it starts is refused, whichever of the two dates is changed", () => {
  const may = "2026-05-01T00:00:00.000Z";
  const june = "2026-06-01T00:00:00.000Z";
  const starts = row({ effective_from: new Date(june) });
  const refused = { kind: "refused", fields: { expiresOn: expect.stringContaining("starts") } };
  expect(plan(starts, { expiresOn: { set: may } })).toMatchObject(refused);
  expect(plan(starts, { expiresOn: { set: june } })).toMatchObject(refused);
  const ends = row({ expires_on: new Date(may) });
  expect(plan(ends, { effectiveFrom: { set: june } })).toMatchObject(refused);
  expect(plan(ends, { effectiveFrom: { set: june }, expiresOn: { set: null } }).kind).toBe(
    "change",
  );
  const reversed = row({ effective_from: new Date(june), expires_on: new Date(may) });
  expect(plan(reversed, { title: { set: "Another" } }).kind).toBe("change");
  expect(plan(reversed, { expiresOn: { set: null } }).kind).toBe("change");
});
