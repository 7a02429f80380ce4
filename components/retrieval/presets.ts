import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";

export type Preset = {
  id: string;
  name: string;
  changes: ConfigurationChanges;
  /** Cannot be adjusted here: it is what somebody else runs. */
  fixed?: true;
};

/** Lanes that are always there. Each is what differs from production. */
export const presets: readonly Preset[] = [
  { id: "production", name: "production", changes: {}, fixed: true },
  {
    id: "assistant",
    name: "live assistant (direct SQL)",
    changes: { rules: "assistant" },
    fixed: true,
  },
  { id: "exact", name: "exact, no rerank", changes: { plan: "exact", rerank: false } },
  { id: "hybrid", name: "hybrid", changes: { candidatesFrom: "hybrid" } },
  { id: "fulltext", name: "full text alone", changes: { candidatesFrom: "fulltext" } },
  { id: "copy", name: "copy of production", changes: {} },
];

/** What stands side by side before anybody chose. */
export const firstLanes = ["production", "exact", "hybrid"];
