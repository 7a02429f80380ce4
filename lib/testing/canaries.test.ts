import { expect, it } from "vitest";
import { standingIn } from "./canaries.ts";

it.each(["2026-12-01T03:12:46.116Z", "2026-12-01 03:12:46.116+00"])(
  "takes no part of a time for an amount: %s",
  (time) => {
    expect(standingIn(JSON.stringify({ updatedAt: time }), ["46.116"])).toEqual([]);
    expect(standingIn(`${time} The MX8 is 46.116 EUR`, ["46.116"])).toEqual(["46.116"]);
  },
);
