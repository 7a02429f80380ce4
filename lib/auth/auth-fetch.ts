/** Time enough for a slow Auth server; one that hangs would hold every page for minutes. */
const patienceMs = 10_000;

/** `fetch` for a Supabase client, that gives up on an Auth server that hangs. */
export const authFetch: typeof fetch = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
