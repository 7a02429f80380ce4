/**
 * The query string of a screen's state, without what is at its default; "" where all is. Without
 * zod: pages load this.
 */
export function toQueryString<S extends Record<string, unknown>>(defaults: S, state: S): string {
  const params = new URLSearchParams();
  for (const key of Object.keys({ ...defaults, ...state })) {
    const value = state[key];
    const values = Array.isArray(value) ? value : [value];
    if (JSON.stringify(value) === JSON.stringify(defaults[key])) continue;
    for (const one of values) if (one !== undefined) params.append(key, String(one));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
