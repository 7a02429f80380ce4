import { expect, test } from "vitest";
import type { HistoryEntry } from "#lib/corpus/schemas.ts";
import { timelineOf } from "./timeline.ts";

const entry = (field: string, at: string, changeSetId: string | null): HistoryEntry => ({
  id: `${field} ${at}`,
  at,
  actor: "owner@example.com",
  action: "document.edit",
  field,
  from: null,
  to: "x",
  reason: null,
  changeSetId,
});
const run = {
  id: "r",
  kind: "ingest",
  state: "succeeded",
  at: "2026-11-24T09:30:00.000Z",
  action: "updated",
  reason: null,
  by: "admin",
  added: 1,
  kept: 0,
  removed: 0,
};
const write = {
  id: 7,
  at: "2026-11-24T09:45:00.000Z",
  login: "pipeline",
  relation: "documents" as const,
  rowId: "d",
  documentId: "d",
  path: "a.md",
  kind: "metadata" as const,
  chunks: null,
  before: { title: "A" },
  after: { title: "B" },
  settled: null,
};

test("fields of one edit stand together, and everything stands in the order of time", () => {
  const line = timelineOf({
    entries: [
      entry("title", "2026-11-24T10:00:00.000Z", "s2"),
      entry("tags", "2026-11-24T09:00:00.000Z", "s1"),
      entry("status", "2026-11-24T09:00:00.000Z", "s1"),
    ],
    runs: [run],
    writes: [write],
  });
  expect(line.map(({ kind }) => kind)).toEqual(["edit", "outside", "run", "edit"]);
  const last = line.at(-1);
  expect(last?.kind === "edit" && last.entries.map(({ field }) => field)).toEqual([
    "tags",
    "status",
  ]);
});

test("entries without a change set belong together by person and moment", () => {
  const at = "2026-11-24T09:00:00.000Z";
  const other = { ...entry("note", at, null), actor: "viewer@example.com" };
  const line = timelineOf({
    entries: [entry("a", at, null), entry("b", at, null), other],
    runs: [],
    writes: [],
  });
  expect(line).toHaveLength(2);
});
