import { AppError } from "#lib/errors/app-error.ts";
import { vectorSize } from "./schemas.ts";

/** The vector as it is compared. Throws a clear error for one that no similarity is defined for. */
export function guardVector(vector: readonly number[]): readonly number[] {
  if (vector.length !== vectorSize)
    throw refuse(`The vector has ${vector.length} numbers; ${vectorSize} are needed.`);
  // Postgres keeps 32-bit floats: what is larger would arrive as infinity, and all tiny ones as zero.
  const kept = vector.map(Math.fround);
  if (!kept.every(Number.isFinite))
    throw refuse("The vector holds something that is no finite number. Embed the query again.");
  if (kept.every((value) => value === 0))
    throw refuse("The vector has no length, so it has no direction. Embed the query again.");
  return vector;
}

function refuse(message: string): AppError {
  return new AppError("invalid", message, { fields: { vector: message } });
}
