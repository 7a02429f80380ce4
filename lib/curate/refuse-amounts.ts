import type { FieldEdit } from "#lib/corpus/plan-edit.ts";
import { redactAnchored } from "#lib/guardrail/redact.ts";

/**
 * Why these edits may not be made in a document that is price-sensitive, or becomes so by them; undefined where they
 * may. The database refuses the same: asked before, so that one row never stops the others of its set.
 */
export function refuseAmounts(sensitive: boolean, edits: readonly FieldEdit[]): string | undefined {
  const becomes = edits.find(({ field }) => field.column === "pricing_sensitive");
  if (!(becomes ? becomes.to === true : sensitive)) return undefined;
  const found = edits.find(({ to }) => texts(to).some((text) => redactAnchored(text) !== text));
  return found
    ? `${found.field.label} would hold an amount of money, which a price-sensitive document may not. Take it out.`
    : undefined;
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(texts);
}
