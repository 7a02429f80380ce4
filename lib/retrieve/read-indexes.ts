import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";

/** `building`: it is there but not valid: being built, or its build was cut off. */
export type IndexState = "ready" | "building" | "missing";
export type VectorIndexes = Record<"hnsw" | "binary", IndexState>;

const rowsSchema = z.array(z.object({ definition: z.string(), valid: z.boolean() })).catch([]);

/** SQL: the HNSW indexes over the embeddings, as one JSON value for `indexStates`. */
export function indexesSql() {
  return sql<unknown>`(select coalesce(json_agg(json_build_object('definition', pg_get_indexdef(i.indexrelid),
      'valid', i.indisvalid and i.indisready)), '[]')
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
    where i.indrelid = to_regclass(${env().tables.embeddings}) and m.amname = 'hnsw' and i.indpred is null)`;
}

/** Which nearest-neighbour indexes can be used, where nothing else is asked with it. */
export async function readIndexes(tx: Tx): Promise<VectorIndexes> {
  const { rows } = await sql<{ indexes: unknown }>`select ${indexesSql()} as indexes`.execute(tx);
  return indexStates(rows[0]?.indexes);
}

/** Which of them can be used, recognised by what they index and not by name. Pure. */
export function indexStates(found: unknown): VectorIndexes {
  const rows = rowsSchema.parse(found);
  const state = (holds: RegExp): IndexState => {
    const those = rows.filter(({ definition }) => holds.test(definition));
    if (those.some(({ valid }) => valid)) return "ready";
    return those.length > 0 ? "building" : "missing";
  };
  return { hnsw: state(/halfvec_cosine_ops/), binary: state(/binary_quantize.*bit_hamming_ops/) };
}
