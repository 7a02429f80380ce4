/** The stages of a retrieval in their order, in words. The whole and sums of others are not among them. */
export const stageLabels: Record<string, string> = {
  guardMs: "Guard",
  embedMs: "Embed",
  prepareMs: "Prepare",
  planMs: "Plan",
  vectorMs: "Vector search",
  fulltextMs: "Full text",
  fuseMs: "Fuse",
  readMs: "Read",
  rerankMs: "Rerank",
  cutMs: "Cut",
};

/** Times by stage, as they were logged, without stages that took no time. */
export function stagesOf(timings: Record<string, number>): { label: string; ms: number }[] {
  return Object.entries(stageLabels).flatMap(([key, label]) => {
    const ms = timings[key] ?? 0;
    return ms > 0 ? [{ label, ms }] : [];
  });
}
