import { writeFloats } from "./vector-array.ts";

// A remembered query's vector is sent with each of its searches.
const written = new WeakMap<ArrayLike<number>, Buffer>();

/**
 * A vector in pgvector's binary form (`vector_recv`), which `pg` sends as it is: as text it is three times as long, and
 * sending it took twice the time. It must not change afterwards.
 */
export function vectorParameter(vector: ArrayLike<number>): Buffer {
  const known = written.get(vector);
  if (known !== undefined) return known;
  const data = Buffer.alloc(4 + vector.length * 4);
  data.writeInt16BE(vector.length, 0);
  writeFloats(data, Float32Array.from(vector), 4);
  written.set(vector, data);
  return data;
}
