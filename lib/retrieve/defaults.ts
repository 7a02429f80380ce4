/** Boosts and limits as the contract gives them (section 7); a topic or keyword match: first, further, most. */
export const defaultBoosts = {
  mode: 0.06,
  platform: 0.1,
  discipline: 0.06,
  model: 0.12,
  focusEntity: 0.15,
  topicFirst: 0.04,
  topicFurther: 0.01,
  topicMost: 0.06,
  keywordFirst: 0.03,
  keywordFurther: 0.01,
  keywordMost: 0.06,
  sumLeast: -0.1,
  sumMost: 0.5,
} as const;

export type BoostName = keyof typeof defaultBoosts;

// Chosen on Cranfield (`pnpm bench cranfield`) and on 100,000 vectors (`pnpm bench retrieval-scale`).
export const defaultSearch = {
  efSearch: 400,
  iterativeScan: "relaxed",
  maxScanTuples: 40_000,
  exactUpTo: 12_000,
  rrfK: 60,
  vectorWeight: 1,
  fulltextWeight: 1,
  headingWeight: 2,
  feedback: false,
  feedbackFrom: 8,
  feedbackTerms: 15,
} as const;

/** Lanes beside each other in the lab. */
export const mostLanes = 4;
