import { expect, test } from "vitest";
import { remedyFor } from "#lib/embed/provider-error.ts";
import { AppError, BrokenCommit } from "#lib/errors/app-error.ts";
import { isEnding } from "./item-failure.ts";

const lost = Object.assign(new Error("terminating connection"), { code: "57P01" });

test("a database that is away ends the work, also where it went during a commit: no document and no text is to blame", () => {
  for (const error of [lost, new BrokenCommit(lost)])
    expect([isEnding(error), remedyFor(error)]).toEqual([true, "stop"]);
  const refused = new AppError("invalid", "This text may not be sent.");
  expect([isEnding(refused), remedyFor(refused)]).toEqual([false, "halve"]);
  expect(isEnding(new AppError("unavailable", "The provider is away."))).toBe(false);
});
