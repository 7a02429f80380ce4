/** A vector as pgvector reads it, with the 7 digits that a 4-byte float holds. */
export function vectorText(vector: ArrayLike<number>): string {
  const parts = Array.from(vector, (value) =>
    value === 0 ? "0" : String(Number(value.toPrecision(7))),
  );
  return `[${parts.join(",")}]`;
}
