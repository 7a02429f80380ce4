import type { FrozenResults } from "#lib/evaluate/schemas.ts";
import { cleanText, maxContextInAddress, maxQueryInAddress } from "./lab-parsers.ts";

type Asked = Pick<FrozenResults, "id" | "query" | "context"> & { lanes: readonly unknown[] };

/** The lab's search parameters for frozen results. A question that no address can hold it takes from what is frozen. */
export function frozenAddress({ id, query, context, lanes }: Asked): string {
  const { mode, ...about } = context;
  const question = cleanText(query, maxQueryInAddress);
  const known = JSON.stringify(about);
  const address = new URLSearchParams();
  if (question) address.set("q", question);
  if (mode) address.set("mode", mode);
  if (known !== "{}" && known.length <= maxContextInAddress) address.set("about", known);
  for (const index of lanes.keys()) address.append("lane", `${id}.${index}`);
  return address.toString();
}
