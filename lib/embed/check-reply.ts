import { z } from "zod";
import { dimensions } from "./embedder.ts";
import { broken } from "./provider-error.ts";

const replySchema = z.array(
  z.object({ index: z.number().int(), embedding: z.union([z.array(z.number()), z.string()]) }),
);

/** The vectors in the order asked for, as unit vectors; throws where one is missing, doubled or broken. */
export function checkReply(data: unknown, count: number): Float32Array[] {
  const parsed = replySchema.safeParse(data);
  if (!parsed.success)
    throw broken("The embedding provider's answer has another form than expected.");
  if (parsed.data.length !== count)
    throw broken(
      `The embedding provider answered ${parsed.data.length} vectors for ${count} texts.`,
    );
  const vectors: (Float32Array | undefined)[] = new Array(count).fill(undefined);
  for (const { index, embedding } of parsed.data) {
    if (index < 0 || index >= count || vectors[index])
      throw broken("The embedding provider's answer numbers its vectors wrongly.");
    vectors[index] = unitVector(typeof embedding === "string" ? decoded(embedding) : embedding);
  }
  return vectors.filter((vector) => vector !== undefined);
}

/** The other form of the API: little-endian 4-byte floats in base64. */
function decoded(text: string): ArrayLike<number> {
  const bytes = Buffer.from(text, "base64");
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) =>
    bytes.readFloatLE(at * 4),
  );
}

function unitVector(embedding: ArrayLike<number>): Float32Array {
  if (embedding.length !== dimensions)
    throw broken(
      `The embedding provider answered ${embedding.length} dimensions; ${dimensions} are needed.`,
    );
  let sum = 0;
  for (let at = 0; at < embedding.length; at++) sum += (embedding[at] ?? 0) ** 2;
  const norm = Math.sqrt(sum);
  // Below the smallest 4-byte float nothing but zeros would be stored.
  if (!Number.isFinite(norm) || norm < 1e-30)
    throw broken("The embedding provider answered a vector without a direction.");
  return Float32Array.from(embedding, (value) => value / norm);
}
