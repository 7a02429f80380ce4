import { formatCount } from "#lib/format/number.ts";
import { cleanText, maxQueryInAddress } from "./lab-parsers.ts";

/** Why this address, passed on, would not ask the question; undefined where it would. Pure. */
export function whyNotInAddress(query: string): string | undefined {
  if (cleanText(query, maxQueryInAddress) !== null) return undefined;
  const why =
    query.trim().length > maxQueryInAddress
      ? `is over ${formatCount(maxQueryInAddress)} characters, too long for an address`
      : "holds signs that no address can hold";
  return `Nothing was copied: the question ${why}. Pass it on as text; the lanes are in the address.`;
}
