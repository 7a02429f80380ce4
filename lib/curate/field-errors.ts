import { AppError } from "#lib/errors/app-error.ts";

/** What is wrong with changes, by field name. */
export function fieldErrors(issues: readonly { path: PropertyKey[]; message: string }[]): AppError {
  const fields: Record<string, string> = {};
  for (const { path, message } of issues) fields[String(path[0] ?? "")] ??= message;
  return new AppError("invalid", `Not accepted: ${Object.keys(fields).slice(0, 5).join(", ")}.`, {
    fields,
  });
}
