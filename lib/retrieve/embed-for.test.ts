import { describe, expect, it } from "vitest";
import { AppError } from "#lib/errors/app-error.ts";
import { embedFor } from "./embed-for.ts";

const vector = { vector: [1], model: "m", lexical: false };
const down = () => Promise.reject(new AppError("unavailable", "The provider did not answer."));

describe("embedFor", () => {
  it("does not embed for full text", async () => {
    const embed = () => Promise.reject(new Error("asked"));
    expect(await embedFor({ candidatesFrom: "fulltext" }, embed)).toEqual({
      embedded: null,
      notes: [],
    });
  });

  it("goes on with full text alone where the provider is down, and says so", async () => {
    const { embedded, notes } = await embedFor({ candidatesFrom: "hybrid" }, down);
    expect(embedded).toBeNull();
    expect(notes).toMatchObject([{ code: "full text alone" }]);
  });

  it("fails where vectors alone were to answer", async () => {
    await expect(embedFor({ candidatesFrom: "vector" }, down)).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("hides no other failure behind full text", async () => {
    const broken = () => Promise.reject(new Error("a bug"));
    await expect(embedFor({ candidatesFrom: "hybrid" }, broken)).rejects.toThrow("a bug");
  });

  it("embeds for the rest", async () => {
    for (const candidatesFrom of ["vector", "hybrid"] as const)
      expect(await embedFor({ candidatesFrom }, async () => vector)).toEqual({
        embedded: vector,
        notes: [],
      });
  });
});
