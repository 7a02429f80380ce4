import { expect, test } from "vitest";
import { frozenAddress } from "./frozen-address.ts";

const id = "00000000-0000-4000-8000-000000000000";

test("the lab is led to a frozen question, as who it was asked, and to each of its lanes", () => {
  const address = frozenAddress({
    id,
    query: "who brazes & why",
    context: { mode: "owner", platforms: ["mx"] },
    lanes: [1, 2],
  });
  expect(Object.fromEntries(new URLSearchParams(address))).toMatchObject({
    q: "who brazes & why",
    mode: "owner",
    about: '{"platforms":["mx"]}',
  });
  expect(new URLSearchParams(address).getAll("lane")).toEqual([`${id}.0`, `${id}.1`]);
});

test("what no address can hold, or nobody said, is not in it", () => {
  const long = { id, query: "x".repeat(1_501), context: {}, lanes: [1] };
  expect(frozenAddress(long)).toBe(`lane=${id}.0`);
});
