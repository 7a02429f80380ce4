import { AppError } from "#lib/errors/app-error.ts";
import type { RetrievalNote } from "./result-schemas.ts";
import type { Configuration } from "./schemas.ts";

const mostMs = 5_000;

/** A query's vector; a model of null: that of the database. */
export type AskedVector = { vector: readonly number[]; model: string | null; lexical: boolean };

type Embedded = { embedded: AskedVector | null; notes: RetrievalNote[] };

/**
 * The query's vector where this configuration compares vectors. Where the provider cannot be had, a hybrid
 * search goes on with full text alone and says so; one by vectors alone throws.
 */
export async function embedFor(
  { candidatesFrom }: Pick<Configuration, "candidatesFrom">,
  embed: () => Promise<AskedVector>,
): Promise<Embedded> {
  if (candidatesFrom === "fulltext") return { embedded: null, notes: [] };
  try {
    const embedded = embed();
    return {
      embedded: await (candidatesFrom === "hybrid" ? inTime(embedded) : embedded),
      notes: [],
    };
  } catch (error) {
    if (candidatesFrom === "vector" || !isProviderAway(error)) throw error;
    return { embedded: null, notes: [alone] };
  }
}

const alone: RetrievalNote = {
  code: "full text alone",
  message:
    "The embedding provider did not answer, so full text found these alone: no similarity took part.",
};

function isProviderAway(error: unknown): boolean {
  return error instanceof AppError && error.code === "unavailable";
}

/** Nobody who asks waits through all the retries of a provider that hangs when there is another answer. */
function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new AppError("unavailable", "The embedding provider took too long.")),
      mostMs,
    );
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
