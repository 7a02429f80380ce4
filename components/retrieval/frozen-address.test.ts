import { expect, test } from "vitest";
import { frozenAddress } from "./frozen-address.ts";
import { frozenLane, production } from "./production.fixture.ts";

const id = "00000000-0000-4000-8000-000000000000";
const lanes = [frozenLane("production", { k: 5 }), frozenLane("hybrid", { k: 5 })];

test("the lab is led to a frozen question, as who it was asked, for as many results, and to each of its lanes", () => {
  const asked = {
    id,
    query: "who brazes & why",
    context: { mode: "owner", platforms: ["mx"] },
    lanes,
  };
  const address = frozenAddress(asked, production);
  expect(Object.fromEntries(new URLSearchParams(address))).toMatchObject({
    q: "who brazes & why",
    mode: "owner",
    about: '{"platforms":["mx"]}',
    k: "5",
  });
  expect(new URLSearchParams(address).getAll("lane")).toEqual([`${id}.0`, `${id}.1`]);
});

test("what no address can hold, or nobody said, is not in it", () => {
  const long = { id, query: "x".repeat(1_501), context: {}, lanes: [frozenLane("production", {})] };
  expect(frozenAddress(long, production)).toBe(`lane=${id}.0`);
});
