type Value = string | readonly string[] | null;

/**
 * The query string after a change, "" where nothing is left. Knows no schema, so that it costs the
 * browser nothing: null, "" and an empty list take a parameter away.
 */
export function changeParams(current: URLSearchParams, change: Record<string, Value>): string {
  const next = new URLSearchParams(current);
  for (const [key, value] of Object.entries(change)) {
    next.delete(key);
    for (const one of [value].flat()) if (one !== null && one !== "") next.append(key, one);
  }
  const text = next.toString();
  return text === "" ? "" : `?${text}`;
}
