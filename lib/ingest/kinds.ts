import { type CorpusConfig, termValue } from "#lib/corpus/config-schema.ts";
import { type ChunkSizes, defaultSizes } from "./chunk/chunk-markdown.ts";

/** What a kind of document gives its chunks, and how large they are. */
export type KindRules = {
  sizes: ChunkSizes;
  modes: string[];
  labels: string[];
  tags: string[];
  flags: string[];
};

const audience = ["prospect", "owner"];
const everyone = ["prospect", "owner", "navigation"];
const plain: KindRules = { sizes: defaultSizes, modes: everyone, labels: [], tags: [], flags: [] };
const block: ChunkSizes = { ...defaultSizes, target: 600, overlap: false };

const rules: Record<string, Partial<KindRules>> = {
  "core-brand-and-strategy": { sizes: { ...defaultSizes, target: 800 } },
  athletes: { labels: ["athlete-profile"] },
  "dealer-directory": { labels: ["dealer-directory"] },
  "service-centers": { labels: ["service-centers"] },
  "safety-notice": { modes: audience, flags: ["safety-critical"] },
  "achievement-record": { modes: audience, labels: ["olympic-medals"] },
  "serial-year-mapping": { modes: audience },
  "model-details": { modes: audience, labels: ["model-details"], sizes: block },
  "model-spec-text": { modes: audience, labels: ["model-spec-text"], sizes: block },
  "base-model-index": { modes: audience, labels: ["base-model-index"], sizes: block },
  "discipline-index": { modes: audience, labels: ["discipline-index"], sizes: block },
  "platform-guide": { modes: audience, labels: ["platform-guide"], sizes: block },
  "configuration-guide": { modes: audience },
  "craftsmanship-handbook": {
    modes: audience,
    labels: ["making-a-perazzi"],
    sizes: { ...defaultSizes, target: 900 },
  },
  "learning-map": {
    modes: audience,
    labels: ["making-a-perazzi"],
    sizes: { ...defaultSizes, target: 900 },
  },
  "flow-definition": { labels: ["configurator-flow"] },
  "site-map": { labels: ["site-map"] },
  "pricing-lists": {
    flags: ["pricing_sensitive_source"],
    tags: ["pricing-metadata", "options-structure"],
    sizes: { ...defaultSizes, target: 600, overlap: false },
  },
};

/** The rules of a kind; modes and flags that the corpus does not know are left out. */
export function kindRules(kind: string, config: CorpusConfig): KindRules {
  const found = { ...plain, ...rules[kind] };
  const known = new Set(config.vocabularies.primaryModes.map(termValue));
  return {
    ...found,
    modes: known.size === 0 ? found.modes : found.modes.filter((mode) => known.has(mode)),
  };
}
