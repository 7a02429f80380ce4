import { ProviderStop } from "#lib/embed/provider-error.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import { fullTextAlone, type RetrievalNote } from "./result-schemas.ts";
import type { Configuration } from "./schemas.ts";

const mostMs = 5_000;
// A provider that hung is asked on, but is not waited for so long until it answers again.
const hungMs = 1_000;
const hungForMs = 30_000;
let hungAt = Number.NEGATIVE_INFINITY;

/** A query's vector; a model of null: that of the database. */
export type AskedVector = { vector: readonly number[]; model: string | null; lexical: boolean };

/**
 * What a retrieval may do where the provider gives no vector: answer by full text alone and say so. Left out, it
 * fails: who compares answers must not take such a one for the configuration's.
 */
export type WithoutVector = "fulltext" | undefined;

type Embedded = { embedded: AskedVector | null; notes: RetrievalNote[] };

/**
 * The query's vector where this configuration compares vectors. Throws where the provider cannot be had and full text
 * may not stand in; it never does for the live assistant, which has none.
 */
export async function embedFor(
  { candidatesFrom, rules }: Pick<Configuration, "candidatesFrom" | "rules">,
  embed: () => Promise<AskedVector>,
  withoutVector: WithoutVector,
): Promise<Embedded> {
  if (candidatesFrom === "fulltext") return { embedded: null, notes: [] };
  const mayDoWithout = withoutVector === "fulltext" && rules !== "assistant";
  try {
    return { embedded: await (mayDoWithout ? inTime(embed()) : embed()), notes: [] };
  } catch (error) {
    if (!isProviderAway(error)) throw error;
    if (!mayDoWithout) throw rules === "assistant" ? asAssistant(error) : error;
    logger.warn({ err: error }, "full text answered alone: no vector could be had");
    return { embedded: null, notes: [alone] };
  }
}

const alone: RetrievalNote = {
  code: fullTextAlone,
  message:
    "The embedding provider gave no vector, so full text found these alone: no similarity took part.",
};

/** Also a spent quota and a refused key: what is wrong there is no matter of who asks. */
function isProviderAway(error: unknown): error is AppError {
  return (
    error instanceof ProviderStop || (error instanceof AppError && error.code === "unavailable")
  );
}

function asAssistant(cause: AppError): AppError {
  return new AppError(
    cause.code,
    `This asks as the live assistant does, by vectors alone: full text cannot stand in for it. ${cause.message}`,
    { cause },
  );
}

/** Nobody who asks waits through all the retries of a provider that hangs when there is another answer. */
function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => {
        hungAt = performance.now();
        reject(new AppError("unavailable", "The embedding provider took too long."));
      },
      performance.now() - hungAt < hungForMs ? hungMs : mostMs,
    );
    work
      .then((value) => {
        hungAt = Number.NEGATIVE_INFINITY;
        resolve(value);
      }, reject)
      .finally(() => clearTimeout(late));
  });
}
