import pino from "pino";

/** Structured log on stderr. Log ids, sizes and codes; never chunk text, vectors, keys or amounts. */
export const logger = pino(
  {
    base: null,
    redact: ["*.detail", "*.where", "*.parameters", "*.query", "*.password", "*.authorization"],
    serializers: { err: plainError },
  },
  pino.destination(2),
);

/** Name, code and message of our own errors; of foreign ones only name and code (they may quote data). */
function plainError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error ? error.code : undefined;
  const own = error.name === "AppError";
  return {
    name: error.name,
    code,
    message: own ? error.message : undefined,
    at: error.stack
      ?.split("\n")
      .find((line) => line.includes("    at "))
      ?.trim(),
    cause: error.cause === undefined ? undefined : plainError(error.cause),
  };
}
