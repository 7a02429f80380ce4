import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "#lib/errors/app-error.ts";
import {
  type Behaviour,
  type FakeProvider,
  fakeVector,
  startFakeProvider,
} from "#lib/testing/fake-provider.ts";
import type { CallEnd } from "./ledger.ts";
import { batches, openaiEmbedder } from "./openai-embedder.ts";

let provider: FakeProvider;
let booked: CallEnd["outcome"][] = [];
const purpose = { cause: "run" } as const;
beforeEach(async () => {
  provider = await startFakeProvider();
  booked = [];
});
afterEach(() => provider.close());

const texts = ["one", "three", "seventh"].map((text) => ({ text, sensitive: false }));
const embedder = (timeoutMs = 5_000) =>
  openaiEmbedder({
    model: "fake",
    target: { apiKey: "none", baseUrl: provider.baseUrl, timeoutMs },
    ledger: async () => ({
      settle: async ({ outcome }) => {
        booked.push(outcome);
        return 0;
      },
    }),
    batchSize: 64,
    retry: { limit: 2, baseMs: 1, maxMs: 5 },
  });

describe("openaiEmbedder", () => {
  it.each<Behaviour>(["429", "500", "cut", "too few", "wrong size", "nan", "same index"])(
    "asks again after %s and stores only the good answer",
    async (behaviour) => {
      provider.script.push(behaviour);
      const { vectors, requests } = await embedder().embed(texts, { purpose });
      expect(vectors.map((vector) => Array.from(vector))).toEqual(
        texts.map(({ text }) => fakeVector(text)),
      );
      expect(requests).toBe(2);
    },
  );

  it("asks again when no answer comes in time", async () => {
    provider.script.push("hang");
    expect((await embedder(100).embed(texts, { purpose })).requests).toBe(2);
  });

  it("puts vectors into the order asked for", async () => {
    provider.script.push("shuffled");
    const { vectors } = await embedder().embed(texts, { purpose });
    expect(vectors.map((vector) => Array.from(vector))).toEqual(
      texts.map(({ text }) => fakeVector(text)),
    );
  });

  it.each<Behaviour>(["quota", "400"])("gives up at once on %s", async (behaviour) => {
    provider.script.push(behaviour);
    await expect(embedder().embed(texts, { purpose })).rejects.toBeInstanceOf(AppError);
    expect(provider.requests).toHaveLength(1);
  });

  it("gives up after the last retry", async () => {
    provider.script.push("500", "500", "500");
    await expect(embedder().embed(texts, { purpose })).rejects.toThrow("answered 500");
    expect(provider.requests).toHaveLength(3);
  });

  it.each<[Behaviour, CallEnd["outcome"]]>([
    ["429", "rate limited"],
    ["500", "provider error"],
    ["cut", "no answer"],
    ["nan", "broken answer"],
  ])("books %s, and the good answer after it", async (behaviour, outcome) => {
    provider.script.push(behaviour);
    await embedder().embed(texts, { purpose });
    expect(booked).toEqual([outcome, "answered"]);
  });

  it("sends no amount of a sensitive text", async () => {
    await embedder().embed([{ text: "Choke tube $140.00, MX8", sensitive: true }], { purpose });
    expect(provider.requests).toEqual([["Choke tube [price removed], MX8"]]);
  });
});

describe("batches", () => {
  it("keeps to the batch size and to 300,000 tokens", () => {
    const large = { text: "word ".repeat(80_000), sensitive: false };
    expect(batches([large, large, large, large], 64).map((group) => group.length)).toEqual([3, 1]);
    expect(batches(new Array(130).fill(texts[0]), 64).map((group) => group.length)).toEqual([
      64, 64, 2,
    ]);
  });
});
