import type { Route } from "next";
import {
  cleanText,
  maxContextInAddress,
  maxQueryInAddress,
} from "#components/retrieval/lab-parsers.ts";
import type { Asked } from "./order-by-change.ts";

/**
 * The lab with this question as it was asked, and both lanes; undefined where no address can hold it: the lab
 * would answer another question.
 */
export function labAddress(
  { text, context, saved }: Pick<Asked, "text" | "context" | "saved">,
  lanes: readonly { token: string }[],
): Route | undefined {
  const { mode, ...about } = context;
  const question = cleanText(text, maxQueryInAddress);
  const known = JSON.stringify(about);
  if (question === null || known.length > maxContextInAddress) return undefined;
  const params = new URLSearchParams({ q: question });
  if (mode) params.set("mode", mode);
  if (known !== "{}") params.set("about", known);
  if (saved) params.set("saved", saved);
  for (const { token } of lanes) params.append("lane", token);
  return `/retrieval?${params}` as Route;
}
