import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeProvider, fakeVector, startFakeProvider } from "#lib/testing/fake-provider.ts";
import type { Behaviour } from "#lib/testing/faults.ts";
import type { CallEnd } from "./ledger.ts";
import { openaiEmbedder } from "./openai-embedder.ts";

let provider: FakeProvider;
let booked: CallEnd["outcome"][] = [];
const purpose = { cause: "run" } as const;
beforeEach(async () => {
  provider = await startFakeProvider();
  booked = [];
});
afterEach(() => provider.close());

const texts = ["one", "three", "seventh"].map((text) => ({ text, sensitive: false }));
const ask = (given = texts, timeoutMs = 20_000) =>
  openaiEmbedder({
    model: "fake",
    target: { apiKey: "none", baseUrl: provider.baseUrl, timeoutMs },
    ledger: async () => ({
      settle: async ({ outcome }) => {
        booked.push(outcome);
        return 0;
      },
    }),
  }).ask(given, { purpose });

const good = texts.map(({ text }) => fakeVector(text));
const asked = async () => (await ask()).vectors.map((vector) => Array.from(vector));

describe("openaiEmbedder", () => {
  it.each<Behaviour>(["ok", "shuffled", "base64"])(
    "puts vectors into the order asked for: %s",
    async (behaviour) => {
      provider.script.push(behaviour);
      for (const [at, vector] of (await asked()).entries())
        for (const [place, value] of vector.entries())
          expect(value).toBeCloseTo(good[at]?.[place] ?? 9, 6);
      expect(booked).toEqual(["answered"]);
    },
  );

  it.each<[CallEnd["outcome"], Behaviour[]]>([
    ["rate limited", ["429", "429 with garbage"]],
    ["quota spent", ["quota"]],
    ["provider error", ["500", "502 in HTML", "503", "529"]],
    ["refused", ["400", "413"]],
    ["not allowed", ["401", "403", "404", "redirect"]],
    ["no answer", ["hang", "cut", "reset", "slow drip", "endless body"]],
    [
      "broken answer",
      [
        "too few",
        "too many",
        "wrong size",
        "nan",
        "zero",
        "same index",
        "index beyond",
        "HTML body",
        "half of the JSON",
        "NaN in the JSON",
        "infinite number",
      ],
    ],
  ])("refuses and books as %s: %s", async (outcome, behaviours) => {
    for (const behaviour of behaviours) {
      booked = [];
      provider.script.push(behaviour);
      const patience = outcome === "no answer" ? 500 : 20_000;
      await expect(ask(texts, patience), behaviour).rejects.toThrow();
      expect([behaviour, booked]).toEqual([behaviour, [outcome]]);
    }
  });

  it("books before the request leaves", async () => {
    let before = -1;
    const embedder = openaiEmbedder({
      model: "fake",
      target: { apiKey: "none", baseUrl: provider.baseUrl },
      ledger: async () => {
        before = provider.requests.length;
        return { settle: async () => 0 };
      },
    });
    await embedder.ask(texts, { purpose });
    expect(before).toBe(0);
  });

  it("sends no amount of a sensitive text", async () => {
    await ask([{ text: "Choke tube $140.00, MX8", sensitive: true }]);
    expect(provider.requests).toEqual([["Choke tube [price removed], MX8"]]);
  });
});
