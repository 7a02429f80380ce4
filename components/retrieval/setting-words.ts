import type { Boosts, Configuration } from "#lib/retrieve/schemas.ts";

/** What the settings of a configuration are called on the screens. */
export const sourceWords: Record<Configuration["candidatesFrom"], string> = {
  vector: "vectors alone",
  fulltext: "full text alone",
  hybrid: "hybrid: vectors and full text",
};

export const planWords: Record<Configuration["plan"], string> = {
  auto: "index where it pays",
  exact: "exact search",
  hnsw: "HNSW index",
  binary: "binary index, scored again",
};

export const boostLabels: Record<keyof Boosts, string> = {
  mode: "mode",
  platform: "platform",
  discipline: "discipline",
  model: "model",
  focusEntity: "focus entity",
  topicFirst: "topic, first",
  topicFurther: "topic, each further",
  topicMost: "topic, at most",
  keywordFirst: "keyword, first",
  keywordFurther: "keyword, each further",
  keywordMost: "keyword, at most",
  sumLeast: "sum, at least",
  sumMost: "sum, at most",
};
