import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProviderStop } from "#lib/embed/provider-error.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { embedFor } from "./embed-for.ts";
import type { Configuration } from "./schemas.ts";

const vector = { vector: [1], model: "m", lexical: false };
const down = () => Promise.reject(new AppError("unavailable", "The provider did not answer."));
const from = (
  candidatesFrom: Configuration["candidatesFrom"],
  rules: Configuration["rules"] = "console",
) => ({ candidatesFrom, rules });
const withVectors = ["vector", "hybrid"] as const;

describe("embedFor", () => {
  it("does not embed for full text", async () => {
    const embed = () => Promise.reject(new Error("asked"));
    expect(await embedFor(from("fulltext"), embed, undefined)).toEqual({
      embedded: null,
      notes: [],
    });
  });

  it.each(withVectors)(
    "goes on without a vector where %s may, and says that full text was alone",
    async (source) => {
      const { embedded, notes } = await embedFor(from(source), down, "fulltext");
      expect(embedded).toBeNull();
      expect(notes).toMatchObject([{ code: "full text alone" }]);
    },
  );

  it.each(withVectors)("fails for %s where full text was not asked to stand in", async (source) => {
    await expect(embedFor(from(source), down, undefined)).rejects.toMatchObject({
      code: "unavailable",
      message: "The provider did not answer.",
    });
  });

  it("takes a spent quota or a refused key for a provider that is away", async () => {
    const stop = () => Promise.reject(new ProviderStop("invalid", "The quota is spent."));
    const { notes } = await embedFor(from("vector"), stop, "fulltext");
    expect(notes).toMatchObject([{ code: "full text alone" }]);
    await expect(embedFor(from("vector"), stop, undefined)).rejects.toThrow("quota");
  });

  it("never answers for the live assistant, and says why", async () => {
    await expect(embedFor(from("vector", "assistant"), down, "fulltext")).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/full text cannot stand in.*did not answer/),
    });
  });

  it("hides no other failure behind full text", async () => {
    const broken = () => Promise.reject(new Error("a bug"));
    await expect(embedFor(from("hybrid"), broken, "fulltext")).rejects.toThrow("a bug");
    const refused = () => Promise.reject(new AppError("invalid", "No such model."));
    await expect(embedFor(from("vector"), refused, "fulltext")).rejects.toThrow("No such model");
  });

  it("embeds for the rest", async () => {
    for (const source of withVectors)
      expect(await embedFor(from(source), async () => vector, "fulltext")).toEqual({
        embedded: vector,
        notes: [],
      });
  });
});

describe("a provider that hangs", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Milliseconds until there was an answer, and whether it has a vector. */
  async function waited(embed: () => Promise<typeof vector>) {
    const start = performance.now();
    const answer = embedFor(from("vector"), embed, "fulltext").then(({ embedded }) => ({
      ms: performance.now() - start,
      vector: embedded !== null,
    }));
    await vi.advanceTimersByTimeAsync(10_000);
    return answer;
  }
  const hang = () => new Promise<typeof vector>(() => undefined);
  const slow = (ms: number) => async () => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return vector;
  };

  it("is waited for once, then only briefly, until it answers again", async () => {
    expect(await waited(slow(4_000))).toEqual({ ms: 4_000, vector: true });
    expect(await waited(hang)).toEqual({ ms: 5_000, vector: false });
    expect(await waited(slow(4_000))).toEqual({ ms: 1_000, vector: false });
    expect(await waited(slow(400))).toEqual({ ms: 400, vector: true });
    expect(await waited(slow(4_000))).toEqual({ ms: 4_000, vector: true });
  });

  it("is waited for again when nothing was asked of it for long", async () => {
    expect(await waited(hang)).toEqual({ ms: 5_000, vector: false });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await waited(slow(4_000))).toEqual({ ms: 4_000, vector: true });
  });
});
