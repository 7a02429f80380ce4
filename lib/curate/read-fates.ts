import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { chunkFates } from "./predict-serving.ts";

/** Chunks by what a change does to them: out of what may be found, into it, or into it without a vector. */
export type Fates = {
  leaving: Set<string>;
  entering: string[];
  withoutVector: number;
  recutDocuments: number;
};

/** By id what `predictServing` counts, at the moment that the change is for. */
export async function readFates(tx: Tx, hypothesis: Hypothesis, asOf: Date | null): Promise<Fates> {
  const { rows } = await sql<{
    leaving: string[];
    entering: string[];
    without: number;
    recut: number;
  }>`
    select coalesce(array_agg(x.chunk_id::text) filter (where x.had_vector and not (x.allowed and x.vector)), '{}') as leaving,
      coalesce(array_agg(x.chunk_id::text) filter (where not x.found and x.allowed and x.vector), '{}') as entering,
      count(*) filter (where x.allowed and not x.vector)::int as without,
      count(distinct x.document_id) filter (where x.recut)::int as recut
    from (${chunkFates(hypothesis, asOf)}) x`.execute(tx);
  const row = rows[0];
  return {
    leaving: new Set(row?.leaving),
    entering: row?.entering ?? [],
    withoutVector: row?.without ?? 0,
    recutDocuments: row?.recut ?? 0,
  };
}
