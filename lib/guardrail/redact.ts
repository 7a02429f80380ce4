import { findAnchored, findLikely } from "./find-amounts.ts";
import { keepIds } from "./keep-ids.ts";
import { replaceAmounts } from "./redact-numbers.ts";
import { redactTables } from "./redact-table.ts";

/** Names the rules: a change of theirs makes every sensitive document stale. */
export const redactionVersion = "r2";

/** Amounts beside a sign, a code or a word of money replaced. For text of any document. */
export function redactAnchored(text: string): string {
  return replaceAmounts(text, findAnchored);
}

/** As redactAnchored, and numbers that a word of price names (costs 5000); ids stay. For queries and file names. */
export function redactQuery(text: string): string {
  return keepIds(text, (rest) =>
    replaceAmounts(redactAnchored(rest), (folded) => findLikely(folded, { certain: true })),
  );
}

/**
 * Every amount, and every number that may be one, replaced; columns of amounts dropped from Markdown tables. For text
 * of price-sensitive documents. Doing it twice changes nothing.
 */
export function redactProse(text: string): string {
  return redactTables(text);
}

/** True where an amount, or what may be one, still stands in a text of a price-sensitive document. */
export function holdsAmount(text: string): boolean {
  return redactProse(text) !== text;
}

/** True where a file's path names an amount. */
export function pathHoldsAmount(path: string): boolean {
  return path.split("/").some((part) => {
    const spoken = part.replace(/[-+]|%20/g, " ").replace(/\b(?:price|pricing) ?lists?\b/gi, "");
    return redactQuery(spoken) !== spoken;
  });
}
