import { expect, test } from "vitest";
import { durationWords, resultWords, scopeWords } from "./words.ts";

test("a scope says what the run is about", () => {
  expect(scopeWords({ scope: {} })).toBe("the whole corpus");
  expect(scopeWords({ scope: { documents: 2 } })).toBe("2 documents");
  expect(scopeWords({ scope: { files: 1 } })).toBe("1 document");
  expect(scopeWords({ scope: { hiddenPath: true } })).toBe("a path that only admins see");
  expect(scopeWords({ scope: { category: "gun-info", path: null } })).toBe("category gun-info");
});

test("a duration runs up to now until the run has ended, and leaves out the waiting for a person", () => {
  const startedAt = "2026-11-01T10:00:00.000Z";
  const now = Date.parse("2026-11-01T10:00:09.500Z");
  const never = { finishedAt: null, approvedAt: null, plannedAt: null, approvalReason: null };
  const run = { startedAt, ...never };
  expect(durationWords({ ...run, startedAt: null }, now)).toBe("–");
  expect(durationWords(run, now)).toBe("9.5 s");
  expect(durationWords({ ...run, finishedAt: "2026-11-01T10:00:02.000Z" }, now)).toBe("2.0 s");
  const waited = { plannedAt: "2026-11-01T10:00:01.000Z", approvedAt: "2026-11-01T10:00:08.000Z" };
  expect(durationWords({ ...run, ...waited }, now)).toBe("2.5 s");
  const waits = { plannedAt: waited.plannedAt, approvalReason: "Asked for." };
  expect(durationWords({ ...run, ...waits }, now)).toBe("1.0 s");
});

test("a result names what happened, or that nothing did", () => {
  const none = {
    total: 4,
    scanned: 4,
    new: 0,
    updated: 0,
    repaired: 0,
    skipped: 4,
    removed: 0,
    failed: 0,
  };
  const chunks = { written: 0, reused: 9, removed: 0, embedded: 0 };
  expect(resultWords({ documents: none, chunks })).toBe("4 unchanged, 0 chunks embedded, 9 reused");
  expect(
    resultWords({
      documents: { ...none, updated: 1, failed: 2 },
      chunks: { ...chunks, embedded: 1 },
    }),
  ).toBe("1 updated, 2 failed, 1 chunk embedded, 9 reused");
});
