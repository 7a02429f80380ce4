import type { z } from "zod";
import { AppError } from "#lib/errors/app-error.ts";
import { refuseBadText } from "./refuse-bad-text.ts";

/** Parses with a schema, or throws with a message by field. Without a schema there is nothing. */
export function parseWith<S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  code: "invalid" | "not_found" = "invalid",
): z.output<S> {
  // A route without the schema has `undefined` for its type, see HandleContext.
  if (!schema) return undefined as z.output<S>;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (code === "not_found") throw new AppError("not_found", "There is nothing at this address.");
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".")] ??= issue.message;
  const names = Object.keys(fields).filter(Boolean);
  throw new AppError(
    "invalid",
    names.length > 0
      ? `Not accepted: ${names.slice(0, 5).join(", ")}.`
      : (fields[""] ?? "Not accepted."),
    { fields },
  );
}

/** One part of a body that is read in parts, as a body of its own. Throws `invalid`. */
export function readPart<S extends z.ZodType>(schema: S, part: unknown): z.output<S> {
  refuseBadText(part);
  return parseWith(schema, part);
}
