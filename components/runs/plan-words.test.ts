import { expect, test } from "vitest";
import type { PlanTotals } from "#lib/ingest/plan-schemas.ts";
import { limitsOf, pricedModels } from "./limits-of.ts";
import { mendWords } from "./mend-words.ts";
import { actionSums, documentsToWork } from "./plan-sums.ts";
import { etaWords, rateWords } from "./progress-words.ts";
import { roughDuration } from "./rough-duration.ts";
import { startWords } from "./start-words.ts";

const none = { added: 0, changed: 0, kept: 0, removed: 0, inputs: 0, tokens: 0, cost: 0 };
const totals: PlanTotals[] = [
  { ...none, action: "skip", state: "done", documents: 7 },
  { ...none, action: "update", state: "done", documents: 2, changed: 3, tokens: 100 },
  { ...none, action: "update", state: "planned", documents: 1, changed: 1, tokens: 50 },
  { ...none, action: "fail", state: "failed", documents: 1 },
];

test("a rough duration is said as a person would", () => {
  expect([0.2, 40, 100, 3_599, 4_800, 7_200].map(roughDuration)).toEqual([
    "1 s",
    "40 s",
    "2 min",
    "1 h",
    "1 h 20 min",
    "2 h",
  ]);
});

test("a plan's sums are by action, whatever became of it, the heaviest first", () => {
  expect(
    actionSums(totals).map(({ action, documents, tokens }) => [action, documents, tokens]),
  ).toEqual([
    ["update", 3, 150],
    ["fail", 1, 0],
    ["skip", 7, 0],
  ]);
  expect(documentsToWork(totals)).toBe(3);
});

test("the button that starts a run says what happens and what it costs", () => {
  const planned = {
    inputs: 512,
    tokens: 1,
    requests: 1,
    cost: 0.07,
    perMillion: 0.13,
    priceSince: null,
  };
  expect(startWords({ kind: "reembed", planned }, totals)).toBe("Re-embed 512 chunks, about $0.07");
  expect(startWords({ kind: "ingest", planned: { ...planned, cost: 0 } }, totals)).toBe(
    "Change 3 documents",
  );
});

test("rate and time left are counted in chunks", () => {
  const run = {
    state: "running" as const,
    planned: { inputs: 100, tokens: 0, requests: 0, cost: 0, perMillion: null, priceSince: null },
    inputsDone: 40,
    inputsPerSecond: 2,
    startedAt: "2026-11-01T10:00:00.000Z",
    plannedAt: "2026-11-01T10:00:00.000Z",
    approvedAt: null,
    approvalReason: null,
    finishedAt: null,
  };
  expect(rateWords(run)).toBe("2.0 chunks/s");
  expect(etaWords(run)).toBe("about 30 s");
  expect(etaWords({ ...run, inputsPerSecond: null })).toBe("not known yet");
  expect(etaWords({ ...run, state: "queued" })).toBe("–");
  const ended = { ...run, state: "succeeded" as const, finishedAt: "2026-11-01T10:00:04.000Z" };
  expect(rateWords(ended)).toBe("10 chunks/s");
});

test("what mends a failure follows from what it says", () => {
  expect(mendWords("Manifest, line 8: The file is not there.")).toMatch(/Put the file there/);
  expect(mendWords("This document has no chunks: ingest it first.")).toMatch(
    /Ingest this document/,
  );
  expect(mendWords("anything else")).toBe("Mend what is named here, then run again.");
});

test("limits are read from the form; a model without a price of its own keeps the list's", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    dailyTokens: "",
    tokensToType: "500",
    "price-0": "0.2",
    "since-0": "2026-01-02",
    "price-1": "",
  }))
    form.set(name, value);
  const limits = {
    dailyTokens: null,
    tokensToType: 500,
    prices: { b: { perMillion: 0.2, since: "2026-01-02" } },
  };
  expect(limitsOf(form, ["b", "a"])).toEqual(limits);
  const listPrices = { a: { perMillion: 1, since: "2020-01-01" } };
  expect(pricedModels({ limits, version: 1, listPrices, activeModel: "c" })).toEqual([
    "c",
    "a",
    "b",
  ]);
});
