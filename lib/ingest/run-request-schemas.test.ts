import { expect, test } from "vitest";
import { requestRunSchema, runsSearchSchema } from "./run-request-schemas.ts";
import { runsSearchQuery } from "./runs-schemas.ts";

const id = "0193b3c0-7c1e-7a3b-9f00-000000000001";

test("a search survives the URL", () => {
  for (const search of [
    {},
    { kind: "reembed" as const },
    { state: "succeeded with errors" as const, before: id },
    { kind: "ingest" as const, state: "failed" as const, before: id },
    { from: "2026-01-01", to: "2026-02-28", who: "a+b&c@example.com", environment: "local" },
    { view: "failures" as const, reason: "Manifest, line 3: “a & b” = c.\n " },
    {
      time: "1y" as const,
      view: "tokens" as const,
      on: "2026-11-03",
      state: "unfinished" as const,
    },
  ]) {
    const query = Object.fromEntries(new URLSearchParams(runsSearchQuery(search)));
    expect(runsSearchSchema.parse(query)).toEqual(search);
  }
});

test("values that the screen does not know are left out", () => {
  const odd = {
    kind: "x",
    state: "'; drop",
    before: "1",
    from: "2026-13-01",
    on: "0001-01-01",
    who: "\u0000",
    reason: "x".repeat(1001),
  };
  expect(runsSearchSchema.parse({ ...odd, to: ["2026-01-01", "2026-01-02"], time: "2y" })).toEqual(
    {},
  );
});

test("a re-embed of a selection names documents; an ingestion may", () => {
  expect(requestRunSchema.safeParse({ kind: "reembed", documentIds: [] }).success).toBe(false);
  expect(requestRunSchema.safeParse({ kind: "reembed", documentIds: ["x"] }).success).toBe(false);
  expect(requestRunSchema.safeParse({ kind: "reembed", documentIds: [id] }).success).toBe(true);
  expect(requestRunSchema.parse({ kind: "ingest" })).toEqual({
    kind: "ingest",
    mode: "incremental",
  });
  expect(requestRunSchema.safeParse({ kind: "ingest", documentIds: [id] }).success).toBe(true);
  expect(requestRunSchema.safeParse({ kind: "reembed" }).success).toBe(false);
  expect(requestRunSchema.safeParse({ kind: "reembed", mode: "stale" }).success).toBe(true);
  expect(requestRunSchema.safeParse({ kind: "ingest", mode: "stale" }).success).toBe(false);
});
