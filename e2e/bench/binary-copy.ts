import pg from "pg";
import { connectionConfig } from "#lib/db/pool.ts";
import { writeFloats } from "#lib/embed/vector-array.ts";

/**
 * Seconds that a bare binary COPY of vectors takes into an empty table with the columns and key of `embeddings`; one
 * that lasts, because a temporary one is not written to the log.
 */
export async function secondsOfCopy(
  url: string,
  rows: { id: string; vector: Float32Array }[],
): Promise<number> {
  const client = new pg.Client(connectionConfig(url));
  await client.connect();
  try {
    await client.query(
      "create table bare_copy (like public.embeddings including defaults including indexes)",
    );
    const start = performance.now();
    const data = binaryRows(rows);
    await copyIn(
      client,
      "copy bare_copy (chunk_id, embedding_model, embedding) from stdin (format binary)",
      data,
    );
    return (performance.now() - start) / 1000;
  } finally {
    await client.query("drop table if exists bare_copy");
    await client.end();
  }
}

function binaryRows(rows: { id: string; vector: Float32Array }[]): Buffer {
  const model = Buffer.from("a model");
  const parts: Buffer[] = [Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)];
  for (const { id, vector } of rows) {
    const value = Buffer.alloc(4 + vector.length * 4);
    value.writeInt16BE(vector.length, 0);
    writeFloats(value, vector, 4);
    parts.push(int16(3));
    for (const field of [Buffer.from(id.replaceAll("-", ""), "hex"), model, value])
      parts.push(int32(field.length), field);
  }
  return Buffer.concat([...parts, int16(-1)]);
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

type Wire = pg.Connection & {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

function copyIn(client: pg.Client, text: string, data: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    // What the driver asks of a statement that speaks for itself; its types leave it open.
    const statement = {
      submit: (wire: Wire) => wire.query(text),
      handleCopyInResponse(wire: Wire) {
        for (let at = 0; at < data.length; at += 65_536)
          wire.sendCopyFromChunk(data.subarray(at, at + 65_536));
        wire.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => done(),
      handleError: (error: Error) => failed(error),
    };
    client.query(statement as unknown as pg.Submittable);
  });
}
