import { ApiError, apiLines } from "#components/api-client.ts";
import { mostLanes } from "#lib/retrieve/defaults.ts";
import type { LaneLine, RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { LaneQuestion } from "#lib/retrieve/schemas.ts";

type Asked = {
  question: LaneQuestion;
  signal: AbortSignal;
  answer: (result: RetrievalResult) => void;
  fail: (reason: unknown) => void;
};

let together: Asked[] = [];

/**
 * What one lane finds. Lanes that are asked in the same moment share one request, and so one check of who asks;
 * each is answered as soon as it is found, and one that fails leaves the others alone.
 */
export function askLane(question: LaneQuestion, signal: AbortSignal): Promise<RetrievalResult> {
  const { promise, resolve: answer, reject: fail } = Promise.withResolvers<RetrievalResult>();
  signal.addEventListener("abort", () => fail(signal.reason));
  if (together.length === 0) queueMicrotask(sendAll);
  together.push({ question, signal, answer, fail });
  return promise;
}

function sendAll(): void {
  const asked = together.filter(({ signal }) => !signal.aborted);
  together = [];
  for (let at = 0; at < asked.length; at += mostLanes) void send(asked.slice(at, at + mostLanes));
}

async function send(asked: readonly Asked[]): Promise<void> {
  const abandoned = new AbortController();
  const waiting = new Set(asked);
  for (const one of asked)
    one.signal.addEventListener("abort", () => {
      waiting.delete(one);
      if (waiting.size === 0) abandoned.abort();
    });
  const take = (line: LaneLine) => {
    const one = asked[line.lane];
    if (!one) return;
    waiting.delete(one);
    if ("answer" in line) one.answer(line.answer);
    else one.fail(new ApiError(line.status, line.error));
  };
  const lanes = asked.map(({ question }) => question);
  try {
    await apiLines("/api/retrieval/lanes", { lanes }, take, abandoned.signal);
    throw new ApiError(0, brokenOff);
  } catch (error) {
    // Those that have their answer are not changed by it.
    for (const { fail } of asked) fail(error);
  }
}

const brokenOff = {
  code: "unavailable",
  message: "The answer broke off before this lane. Ask it again.",
} as const;
