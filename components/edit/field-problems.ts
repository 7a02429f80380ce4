import { type Change, changesSchemas } from "#lib/corpus/change-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";

/** What is wrong with changes, by field name: by the schemas that the server parses them with. */
export function fieldProblems(
  subject: Subject,
  changes: Record<string, Change>,
): Record<string, string> {
  const { error } = changesSchemas[subject].safeParse(changes);
  const problems: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) problems[String(path[0])] ??= message;
  return problems;
}
