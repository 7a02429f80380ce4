// A remembered query's vector is sent with each of its searches, and writing it out took a tenth of the web server's time.
const written = new WeakMap<ArrayLike<number>, string>();

/** A vector as pgvector reads it, with the 7 digits that a 4-byte float holds. It must not change afterwards. */
export function vectorText(vector: ArrayLike<number>): string {
  const known = written.get(vector);
  if (known !== undefined) return known;
  const parts = Array.from(vector, (value) =>
    value === 0 ? "0" : String(Number(value.toPrecision(7))),
  );
  const text = `[${parts.join(",")}]`;
  written.set(vector, text);
  return text;
}
