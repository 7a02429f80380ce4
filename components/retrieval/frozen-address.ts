import type { FrozenResults } from "#lib/evaluate/schemas.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { frozenK } from "./ask-as-frozen.ts";
import { cleanText, maxContextInAddress, maxQueryInAddress, mostShown } from "./lab-parsers.ts";

type Asked = Pick<FrozenResults, "id" | "query" | "context" | "lanes">;

/**
 * The lab's search parameters for frozen results, asked as they were. A question that no address can hold it takes
 * from what is frozen.
 */
export function frozenAddress(
  { id, query, context, lanes }: Asked,
  production: Configuration,
): string {
  const { mode, ...about } = context;
  const question = cleanText(query, maxQueryInAddress);
  const known = JSON.stringify(about);
  const address = new URLSearchParams();
  if (question) address.set("q", question);
  const k = frozenK(lanes, production);
  if (k > 0 && k <= mostShown) address.set("k", String(k));
  if (mode) address.set("mode", mode);
  if (known !== "{}" && known.length <= maxContextInAddress) address.set("about", known);
  for (const index of lanes.keys()) address.append("lane", `${id}.${index}`);
  return address.toString();
}
