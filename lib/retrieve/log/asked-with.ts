/** What a request's body, parsed or not, asked with. */
export function askedWith(body: unknown): { query: string | null; withVector: boolean } {
  const { query, vector } = (typeof body === "object" && body !== null ? body : {}) as {
    query?: unknown;
    vector?: unknown;
  };
  return { query: typeof query === "string" ? query : null, withVector: Array.isArray(vector) };
}
