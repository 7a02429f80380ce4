import { describe, expect, it } from "vitest";
import { RateGate } from "./rate-gate.ts";

/** A clock that moves only while somebody waits. */
function clockwork() {
  let now = 0;
  const gate = new RateGate({
    now: () => now,
    wait: async (ms) => {
      now += ms;
    },
  });
  const times = async (count: number, tokens = 0) => {
    const passed: number[] = [];
    await Promise.all(
      Array.from({ length: count }, () => gate.pass(tokens).then(() => passed.push(now))),
    );
    return passed;
  };
  return { gate, times };
}

describe("RateGate", () => {
  it("lets everybody pass at once without limits", async () => {
    expect(await clockwork().times(3)).toEqual([0, 0, 0]);
  });

  it("lets nobody pass before the time that the provider asked for", async () => {
    const { gate, times } = clockwork();
    gate.hold(700);
    gate.hold(300);
    expect(gate.closedFor).toBe(700);
    expect(await times(2)).toEqual([700, 700]);
  });

  it("keeps to requests and to tokens a minute", async () => {
    const { gate, times } = clockwork();
    gate.limits = { requestsPerMinute: 60, tokensPerMinute: null };
    expect(await times(3)).toEqual([0, 1_000, 2_000]);
    gate.limits = { requestsPerMinute: 60, tokensPerMinute: 1_000 };
    expect(await times(2, 50)).toEqual([3_000, 6_000]);
  });

  it("goes on after one that gave up", async () => {
    const { gate } = clockwork();
    await expect(gate.pass(0, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    await gate.pass(0);
  });
});
