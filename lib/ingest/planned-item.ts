import type { Outcome } from "./run-events.ts";

/** What a run would do with one document, as its plan stores it. */
export type PlannedItem = {
  path: string | null;
  formerPath: string | null;
  documentId: string | null;
  action: Exclude<Outcome["action"], "warn" | "take up" | "hold">;
  reason: string | null;
  /** Why it cannot be done; null for what can. */
  message: string | null;
  checksum: string | null;
  version: string | null;
  added: number;
  changed: number;
  kept: number;
  removed: number;
  inputs: number;
  tokens: number;
};

const blank: PlannedItem = {
  path: null,
  formerPath: null,
  documentId: null,
  action: "skip",
  reason: null,
  message: null,
  checksum: null,
  version: null,
  added: 0,
  changed: 0,
  kept: 0,
  removed: 0,
  inputs: 0,
  tokens: 0,
};

export function plannedItem(
  known: Partial<PlannedItem> & Pick<PlannedItem, "action" | "path">,
): PlannedItem {
  return { ...blank, ...known };
}
