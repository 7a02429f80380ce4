import type { Db } from "#lib/db/pool.ts";
import type { AppError } from "#lib/errors/app-error.ts";
import type { Outgoing } from "#lib/guardrail/egress.ts";
import { type EmbedOptions, type EmbedTotals, embedTexts } from "./embed-texts.ts";

/** The vectors of all these texts, in their order, or the error of the first that gets none. */
export async function embedAll(
  db: Db,
  texts: Outgoing[],
  options: Omit<EmbedOptions<number>, "landed">,
): Promise<EmbedTotals & { vectors: Float32Array[] }> {
  const vectors = new Array<Float32Array>(texts.length);
  let failure: AppError | undefined;
  const keyed = texts.map((text, key) => ({ ...text, key }));
  const totals = await embedTexts(db, keyed, {
    ...options,
    landed(results) {
      for (const one of results) {
        if ("error" in one) failure ??= one.error;
        else vectors[one.key] = one.vector;
      }
    },
  });
  if (failure) throw failure;
  return { ...totals, vectors };
}
