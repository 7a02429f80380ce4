import { describe, expect, it } from "vitest";
import { AppError } from "#lib/errors/app-error.ts";
import { guardQuery } from "./guard-query.ts";

function refusal(query: string): AppError {
  try {
    guardQuery(query);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("the query was taken");
}

describe("guardQuery", () => {
  it.each([
    ["empty", "", "empty"],
    ["blank", " \n\t ", "empty"],
    ["100 kB", "x".repeat(100_000), "at most 8,000"],
    ["one too long", "x".repeat(8_001), "8,001 characters"],
    ["NUL", "rims\u0000hubs", "NUL"],
    ["a lone surrogate", "rims \ud800", "lone surrogate"],
  ])("refuses a query that is %s, by field", (_name, query, message) => {
    const error = refusal(query);
    expect(error.code).toBe("invalid");
    expect(error.message).toContain(message);
    expect(error.fields?.query).toBe(error.message);
  });

  it.each([
    ["Arabic", "ما هو عمر بندقيتي؟"],
    ["emoji", "🚲 frame"],
    ["SQL", "'; drop table chunks; --"],
    ["the longest", "x".repeat(8_000)],
  ])("takes %s as it is", (_name, query) => {
    expect(guardQuery(query)).toBe(query);
  });

  it("trims and composes", () => {
    expect(guardQuery("  cafe\u0301 ")).toBe("caf\u00e9");
  });
});
