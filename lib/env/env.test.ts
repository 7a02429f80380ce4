import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseEnv } from "./env.ts";
import { envSchema } from "./schema.ts";

describe("parseEnv", () => {
  it("has a default for everything on a laptop", () => {
    const env = parseEnv({});
    expect(env.DATABASE_URL).toBeUndefined();
    expect(env.PERAZZI_RETRIEVAL_LIMIT).toBe(12);
    expect(env.PERAZZI_ENABLE_RERANK).toBe(true);
    expect(env.EMBED_BATCH_SIZE).toBe(64);
  });

  it("counts empty text as unset", () => {
    expect(
      parseEnv({ DATABASE_URL: "", PERAZZI_RETRIEVAL_LIMIT: "" }).PERAZZI_RETRIEVAL_LIMIT,
    ).toBe(12);
  });

  it.each(["1", "true", "YES", "on"])("reads %s as true", (value) => {
    expect(parseEnv({ PERAZZI_ENABLE_RETRIEVAL_DEBUG: value }).PERAZZI_ENABLE_RETRIEVAL_DEBUG).toBe(
      true,
    );
  });

  it.each([
    ["PERAZZI_RETRIEVAL_LIMIT", "0", "takes a whole number from 1 to 200"],
    ["PERAZZI_RETRIEVAL_LIMIT", "twelve", "takes a whole number from 1 to 200"],
    ["CONSOLE_ORIGIN", "console.example.com", "takes the console's own address"],
    ["PERAZZI_ENABLE_RERANK", "maybe", "takes 1/true/yes/on or 0/false/no/off"],
    ["DATABASE_URL", "mysql://localhost/x", "takes a connection string that starts with postgres"],
    ["PERAZZI_DOCUMENTS_TABLE", 'documents"; drop table x', "takes table or schema.table"],
    ["CONSOLE_ENVIRONMENT", "staging", "takes local, preview or production"],
    ["CONSOLE_TIME_ZONE", "Mars/Olympus", "takes an IANA time zone"],
    ["PGSSL_MODE", "prefer", "takes require, verify-full or disable"],
  ])("refuses %s=%s in one line that names it", (name, value, message) => {
    const attempt = () =>
      parseEnv({
        [name]: value,
        ...(name === "DATABASE_URL" ? { CONSOLE_ENVIRONMENT: "local" } : {}),
      });
    expect(attempt).toThrow(`${name} ${message}`);
    expect(attempt).not.toThrow("\n");
  });

  it("wants an environment with a database", () => {
    expect(() => parseEnv({ DATABASE_URL: "postgres://localhost/x" })).toThrow(
      "CONSOLE_ENVIRONMENT is required with DATABASE_URL",
    );
  });

  it("wants at least top-k candidates", () => {
    expect(() =>
      parseEnv({ PERAZZI_RETRIEVAL_LIMIT: "50", PERAZZI_RERANK_CANDIDATE_LIMIT: "20" }),
    ).toThrow("PERAZZI_RERANK_CANDIDATE_LIMIT takes a number that is at least");
  });

  it("wants three different tables", () => {
    expect(() => parseEnv({ PERAZZI_CHUNKS_TABLE: "public.documents" })).toThrow(
      "PERAZZI_CHUNKS_TABLE takes a table of its own",
    );
  });

  it("is documented: .env.example names every variable and no other", () => {
    const named = readFileSync(".env.example", "utf8").match(/^[A-Z_]+(?==)/gm);
    expect(named?.toSorted()).toEqual(Object.keys(envSchema.shape).toSorted());
  });
});
