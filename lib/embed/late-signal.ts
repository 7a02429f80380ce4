/** Aborts `graceMs` after `signal` does. `clear` forgets both. */
export function lateSignal(signal: AbortSignal | undefined, graceMs: number) {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    timer = setTimeout(() => late.abort(signal?.reason), graceMs);
  };
  if (signal?.aborted) soon();
  else signal?.addEventListener("abort", soon, { once: true });
  return {
    signal: late.signal,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", soon);
    },
  };
}
