import { expect, test } from "vitest";
import { requestKeys } from "./request-keys.ts";

test("a request that is sent again has its key again, another one another", () => {
  let made = 0;
  const keyOf = requestKeys(() => String(++made));
  const first = { kind: "ingest", mode: "full" };
  expect(
    [first, { ...first }, { ...first, path: "a" }, { ...first, path: "a" }].map(keyOf),
  ).toEqual(["1", "1", "2", "2"]);
});
