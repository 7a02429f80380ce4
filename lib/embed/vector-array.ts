import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";

/**
 * Vectors as one parameter of the type `vector[]` in Postgres's binary form: as text the same takes a dozen times
 * as long to make and to read.
 */
export async function vectorArray(tx: Tx, vectors: Float32Array[]) {
  const { rows } = await sql<{ oid: number }>`select 'vector'::regtype::oid::int as oid`.execute(
    tx,
  );
  return sql`${binaryArray(vectors, rows[0]?.oid ?? 0)}::vector[]`;
}

/** An array of one dimension: its header, then each element after its length (`array_recv`, `vector_recv`). */
function binaryArray(vectors: Float32Array[], elementType: number): Buffer {
  const size = vectors.reduce((sum, { length }) => sum + 8 + length * 4, 20);
  const data = Buffer.alloc(size);
  const view = new DataView(data.buffer, data.byteOffset, size);
  view.setInt32(0, 1);
  view.setInt32(8, elementType);
  view.setInt32(12, vectors.length);
  view.setInt32(16, 1);
  let at = 20;
  for (const vector of vectors) {
    view.setInt32(at, 4 + vector.length * 4);
    view.setInt16(at + 4, vector.length);
    at += 8;
    for (const value of vector) {
      view.setFloat32(at, value);
      at += 4;
    }
  }
  return data;
}
