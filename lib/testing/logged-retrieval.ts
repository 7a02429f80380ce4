import type { Db } from "#lib/db/pool.ts";
import { timeOrderedId } from "#lib/db/time-ordered-id.ts";
import { writeCalls } from "#lib/retrieve/log/write-calls.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import type { VisibilityCeiling } from "#lib/retrieve/schemas.ts";

/** Asks once as a program, with a vector of `insertEmbedding`'s model, and logs it. Returns the retrieval's id. */
export async function logRetrieval(
  db: Db,
  ceiling: Partial<VisibilityCeiling> = {},
): Promise<string> {
  const result = await retrieve(
    db,
    {
      query: "brazed frames",
      purpose: { cause: "consumer" },
      visibilityCeiling: { visibility: "admin-only", confidentiality: "elevated" },
      configuration: ceiling,
    },
    { embed: async () => ({ vector: Array(3072).fill(0.5), model: "test-model", lexical: true }) },
  );
  const id = timeOrderedId();
  await writeCalls(
    db,
    [
      {
        id,
        cameAt: Date.now(),
        caller: { origin: "api", tokenId: crypto.randomUUID() },
        status: 200,
        errorCode: null,
        query: "brazed frames",
        withVector: false,
        totalMs: 5,
        calls: 1,
        result,
      },
    ],
    0,
  );
  return id;
}
