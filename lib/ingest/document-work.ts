import type { Tx } from "#lib/db/with-role.ts";
import type { Outgoing } from "#lib/guardrail/egress.ts";
import type { Done } from "./finish-item.ts";
import type { Lease } from "./item-lease.ts";
import type { RunItem } from "./take-items.ts";

/** A document made ready: what must be embedded first, and what to write then. */
export type DocumentWork = {
  /** As it was planned, or as it is now where somebody changed the document since. */
  action: RunItem["action"] | "skip";
  reason: string | null;
  /** Texts to embed by the hash of their chunk. */
  wants: Map<string, Outgoing>;
  /** Writes it in one short transaction. Throws LostLease or ChangedMeanwhile. */
  write(tx: Tx, vectors: Map<string, Float32Array>, lease: Lease): Promise<Done>;
};
