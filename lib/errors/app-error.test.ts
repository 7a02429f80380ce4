import { describe, expect, it } from "vitest";
import { AppError, toAppError } from "./app-error.ts";

const withCode = (code: string, message = "secret detail") =>
  Object.assign(new Error(message), { code });

describe("toAppError", () => {
  it("passes our own errors on", () => {
    const error = new AppError("conflict", "Changed since.");
    expect(toAppError(error)).toBe(error);
  });

  it.each(["ECONNREFUSED", "ECONNRESET", "57P01", "08006"])(
    "says that the database is away for %s",
    (code) => {
      expect(toAppError(withCode(code)).code).toBe("unavailable");
    },
  );

  it("knows a connection that was lost between two statements", () => {
    const lost = new Error("Client has encountered a connection error and is not queryable");
    expect(toAppError(lost).code).toBe("unavailable");
  });

  it("says that a statement took too long", () => {
    expect(toAppError(withCode("57014")).message).toMatch(/too long/);
  });

  it("shows nothing of an unknown error and keeps its cause", () => {
    const cause = withCode("23505", "Key (email)=(a@b.c) already exists");
    const error = toAppError(cause);
    expect(error.code).toBe("internal");
    expect(error.message).not.toContain("a@b.c");
    expect(error.cause).toBe(cause);
  });
});
