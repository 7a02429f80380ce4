import { expect, test } from "vitest";
import { CallBuffer } from "./call-buffer.ts";
import type { LoggedCall } from "./logged-call.ts";

function call(id: string, change: Partial<LoggedCall> = {}): LoggedCall {
  return {
    id,
    cameAt: 0,
    caller: { origin: "api", tokenId: "t1" },
    status: 200,
    errorCode: null,
    query: "q",
    withVector: false,
    totalMs: 1,
    calls: 1,
    result: null,
    ...change,
  };
}

/** A log that keeps what it is given, and fails as often as it is told. */
function log(options: { most?: number; batch?: number; failures?: number } = {}) {
  const written: { ids: string[]; dropped: number }[] = [];
  let failures = options.failures ?? 0;
  const buffer = new CallBuffer({
    ...options,
    gatherMs: 0,
    async write(calls, dropped) {
      if (failures-- > 0) throw new Error("the database is away");
      written.push({ ids: calls.map(({ id }) => id), dropped });
    },
  });
  return { buffer, written };
}

test("what is added together is written together, in order, in batches", async () => {
  const { buffer, written } = log({ batch: 2 });
  for (const id of ["a", "b", "c"]) buffer.add(call(id));
  await buffer.flush();
  expect(written).toEqual([
    { ids: ["a", "b"], dropped: 0 },
    { ids: ["c"], dropped: 0 },
  ]);
});

test("two flushes at once write each call once", async () => {
  const { buffer, written } = log();
  buffer.add(call("a"));
  await Promise.all([buffer.flush(), buffer.flush()]);
  expect(written).toEqual([{ ids: ["a"], dropped: 0 }]);
});

test("over its bound calls are dropped, and their number is written once", async () => {
  const { buffer, written } = log({ most: 2 });
  for (const id of ["a", "b", "c", "d", "e"]) buffer.add(call(id));
  await buffer.flush();
  buffer.add(call("f"));
  await buffer.flush();
  expect(written).toEqual([
    { ids: ["a", "b"], dropped: 3 },
    { ids: ["f"], dropped: 0 },
  ]);
});

test("calls that could not be written are counted with the next ones, and nobody hears an error", async () => {
  const { buffer, written } = log({ failures: 1 });
  buffer.add(call("a"));
  await buffer.flush();
  buffer.add(call("b"));
  await buffer.flush();
  expect(written).toEqual([{ ids: ["b"], dropped: 1 }]);
});

test("refusals by the limit are one entry a token while they wait", async () => {
  const seen: number[] = [];
  const counting = new CallBuffer({
    gatherMs: 0,
    write: async (calls) => void seen.push(...calls.map(({ calls }) => calls)),
  });
  for (const id of ["a", "b", "c"])
    counting.add(call(id, { status: 429, errorCode: "rate_limited" }));
  const other = { origin: "api" as const, tokenId: "t2" };
  counting.add(call("d", { status: 429, errorCode: "rate_limited", caller: other }));
  counting.add(call("e", { status: 422, errorCode: "invalid" }));
  counting.add(call("f", { status: 422, errorCode: "invalid" }));
  await counting.flush();
  expect(seen).toEqual([3, 1, 1, 1]);
});
