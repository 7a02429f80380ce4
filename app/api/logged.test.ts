import { describe, expect, it } from "vitest";
import { AppError } from "#lib/errors/app-error.ts";
import type { LoggedCall } from "#lib/retrieve/log/logged-call.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import { logged } from "./logged.ts";

const asked = {
  caller: { origin: "lab", actorId: "a" },
  query: "frame",
  withVector: false,
} as const;

async function ask(retrieve: () => Promise<RetrievalResult>) {
  const calls: Omit<LoggedCall, "calls">[] = [];
  const answer = await logged(asked, retrieve, (call) => calls.push(call)).catch((error) => error);
  return { answer, call: calls[0], calls: calls.length };
}

describe("logged", () => {
  it("logs an answer under the id that it hands out", async () => {
    const result = { results: [] } as unknown as RetrievalResult;
    const { answer, call, calls } = await ask(async () => result);
    expect(calls).toBe(1);
    expect(call).toMatchObject({ ...asked, status: 200, errorCode: null, result });
    expect(answer.retrievalId).toBe(call?.id);
  });

  it.each([
    ["a provider that is down", new AppError("unavailable", "down"), 503, "unavailable"],
    ["a query that cannot be asked", new AppError("invalid", "too long"), 422, "invalid"],
    ["an error that nobody foresaw", new Error("secret detail"), 500, "internal"],
  ])("logs %s with its status, and lets the error go on", async (_, error, status, errorCode) => {
    const { answer, call } = await ask(() => Promise.reject(error));
    expect(answer).toBe(error);
    expect(call).toMatchObject({ ...asked, status, errorCode, result: null });
  });
});
