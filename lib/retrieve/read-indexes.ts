import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";

/** `building`: it is there but not valid: being built, or its build was cut off. */
export type IndexState = "ready" | "building" | "missing";
export type VectorIndexes = Record<"hnsw" | "binary", IndexState>;

/** Which nearest-neighbour indexes over the embeddings can be used, recognised by what they index. */
export async function readIndexes(tx: Tx): Promise<VectorIndexes> {
  const { rows } = await sql<{ definition: string; valid: boolean }>`
    select pg_get_indexdef(i.indexrelid) as definition, i.indisvalid and i.indisready as valid
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
    where i.indrelid = to_regclass(${env().tables.embeddings}) and m.amname = 'hnsw' and i.indpred is null
    limit 20`.execute(tx);
  const state = (holds: RegExp): IndexState => {
    const those = rows.filter(({ definition }) => holds.test(definition));
    if (those.some(({ valid }) => valid)) return "ready";
    return those.length > 0 ? "building" : "missing";
  };
  return { hnsw: state(/halfvec_cosine_ops/), binary: state(/binary_quantize.*bit_hamming_ops/) };
}
