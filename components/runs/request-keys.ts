/**
 * Idempotency keys of one dialog: the same request has the same key however often it is sent, because after a cut
 * connection nobody knows whether it arrived; another request gets another.
 */
export function requestKeys(make: () => string = () => crypto.randomUUID()) {
  let last: { text: string; key: string } | undefined;
  return (body: unknown): string => {
    const text = JSON.stringify(body) ?? "";
    if (last?.text !== text) last = { text, key: make() };
    return last.key;
  };
}
