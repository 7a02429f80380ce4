import { noAnswer } from "./auth-failure.ts";

/** Time enough for a slow Auth server; one that hangs would hold every page for minutes. */
const patienceMs = 10_000;
/** Before a page asks again by itself. */
export const renewalMs = 5_000;

/** `fetch` for a Supabase client, that gives up on an Auth server that hangs. */
export const authFetch: typeof fetch = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });

/** What the library answers, or "did not answer" in time: it tries to renew a session for half a minute. */
export function inTime<T>(answer: Promise<T>, ms = patienceMs): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(noAnswer(new Error("too late"))), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
