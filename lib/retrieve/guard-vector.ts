import { AppError } from "#lib/errors/app-error.ts";
import { vectorSize } from "./schemas.ts";

/**
 * The vector as it is compared, of unit length where it is far from it: Postgres squares 32-bit floats, so that all
 * were alike for lengths of 1e-20 and none for 1e20, and an index of halves takes no number over 65,504. Throws a
 * clear error for one that no similarity is defined for.
 */
export function guardVector(vector: readonly number[]): readonly number[] {
  if (vector.length !== vectorSize)
    throw refuse(`The vector has ${vector.length} numbers; ${vectorSize} are needed.`);
  // Postgres keeps 32-bit floats: what is larger would arrive as infinity, and all tiny ones as zero.
  const kept = vector.map(Math.fround);
  if (!kept.every(Number.isFinite))
    throw refuse("The vector holds something that is no finite number. Embed the query again.");
  if (kept.every((value) => value === 0))
    throw refuse("The vector has no length, so it has no direction. Embed the query again.");
  const length = Math.hypot(...kept);
  return length > 0.5 && length < 2 ? vector : kept.map((value) => value / length);
}

function refuse(message: string): AppError {
  return new AppError("invalid", message, { fields: { vector: message } });
}
