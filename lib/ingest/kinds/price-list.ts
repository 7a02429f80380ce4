import { labelsOf, nameIn } from "./fields.ts";
import { everyone, type Kind } from "./kind.ts";

/** Price lists without prices: rows by category or family. */
export const priceList: Kind = {
  rules: { low: 400, high: 800, overlap: false },
  modes: everyone,
  labels: ["pricing-lists"],
  tags: ["pricing-metadata", "options-structure"],
  flags: ["pricing_sensitive_source"],
  facts: ({ titles }) => ({ labels: labelsOf("group", titles.map(nameIn)) }),
};
