import type { FieldEdit } from "#lib/corpus/plan-edit.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type Vocabularies, vocabulariesIn } from "./read-vocabularies.ts";

/**
 * The first edit that brings a term into a closed vocabulary, with what to say of it; undefined where none does. Terms
 * that a row has already may stay.
 */
export function refuseTerms(
  vocabularies: Vocabularies,
  edits: readonly FieldEdit[],
): { edit: FieldEdit; why: string } | undefined {
  for (const edit of edits) {
    const { field, held, from, to } = edit;
    if (!field.closed || !field.vocabulary || !Array.isArray(to)) continue;
    const known = new Set<unknown>([
      ...vocabularies[field.vocabulary],
      ...(Array.isArray(from) ? from : []),
      ...(Array.isArray(held) ? held : []),
    ]);
    const unknown = (to as string[]).filter((term) => !known.has(term));
    if (unknown.length > 0)
      return { edit, why: `Not in the vocabulary: ${unknown.join(", ")}. An admin can add it.` };
  }
  return undefined;
}

/** Throws invalid where an edit brings a term into a closed vocabulary. */
export async function requireTerms(tx: Tx, edits: readonly FieldEdit[]): Promise<void> {
  if (!edits.some(({ field }) => field.closed)) return;
  const refused = refuseTerms(await vocabulariesIn(tx), edits);
  if (!refused) return;
  const { field } = refused.edit;
  throw new AppError("invalid", `${field.label}: ${refused.why}`, {
    fields: { [field.name]: refused.why },
  });
}
