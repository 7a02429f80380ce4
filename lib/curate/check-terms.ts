import type { FieldEdit } from "#lib/corpus/plan-edit.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { vocabulariesIn } from "./read-vocabularies.ts";

/** Throws invalid where an edit brings a term into a closed vocabulary. Terms that a row has already may stay. */
export async function requireTerms(tx: Tx, edits: readonly FieldEdit[]): Promise<void> {
  const closed = edits.filter(({ field }) => field.closed && field.vocabulary);
  if (closed.length === 0) return;
  const vocabularies = await vocabulariesIn(tx);
  for (const { field, from, to } of closed) {
    if (!field.vocabulary || !Array.isArray(to)) continue;
    const known = new Set([
      ...vocabularies[field.vocabulary],
      ...(Array.isArray(from) ? (from as string[]) : []),
    ]);
    const unknown = (to as string[]).filter((term) => !known.has(term));
    if (unknown.length === 0) continue;
    const message = `Not in the vocabulary: ${unknown.join(", ")}. An admin can add it.`;
    throw new AppError("invalid", `${field.label}: ${message}`, {
      fields: { [field.name]: message },
    });
  }
}
