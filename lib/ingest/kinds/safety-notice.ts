import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { audience, type Kind } from "./kind.ts";
import { isLeaf } from "./levels.ts";

/** Warnings: each whole, small ones with the next. */
export const safetyNotice: Kind = {
  rules: { ...generalRules, overlap: false, unit: isLeaf, unitsJoin: true },
  modes: audience,
  labels: ["safety-notice"],
  flags: ["safety-critical"],
};
