import { createHash } from "node:crypto";
import { env } from "#lib/env/env.ts";
import {
  type Configuration,
  confidentialities,
  configurationSchema,
  type VisibilityCeiling,
  visibilities,
} from "./schemas.ts";

type Variables = Pick<
  ReturnType<typeof env>,
  | "PERAZZI_RETRIEVAL_LIMIT"
  | "PERAZZI_ENABLE_RERANK"
  | "PERAZZI_RERANK_CANDIDATE_LIMIT"
  | "PERAZZI_ARCHETYPE_BOOST_K"
  | "PERAZZI_ARCHETYPE_CONFIDENCE_MIN"
>;

/** What the live assistant does, by the environment. */
export function productionConfiguration(variables: Variables = env()): Configuration {
  return {
    k: variables.PERAZZI_RETRIEVAL_LIMIT,
    search: "auto",
    rerank: variables.PERAZZI_ENABLE_RERANK,
    candidates: variables.PERAZZI_RERANK_CANDIDATE_LIMIT,
    archetypeK: variables.PERAZZI_ARCHETYPE_BOOST_K,
    archetypeConfidenceMin: variables.PERAZZI_ARCHETYPE_CONFIDENCE_MIN,
    includePricingLists: false,
    visibility: "public",
    confidentiality: "normal",
  };
}

/** Production with `changes` over it, narrowed to the ceiling; candidates are never fewer than k. */
export function effectiveConfiguration(
  changes: Partial<Configuration>,
  ceiling: VisibilityCeiling,
  production: Configuration = productionConfiguration(),
): Configuration {
  const given = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  );
  const wanted: Configuration = { ...production, ...given };
  return {
    ...wanted,
    candidates: wanted.rerank ? Math.max(wanted.candidates, wanted.k) : wanted.k,
    visibility: narrower(visibilities, wanted.visibility, ceiling.visibility),
    confidentiality: narrower(confidentialities, wanted.confidentiality, ceiling.confidentiality),
  };
}

/** SHA-256 over the canonical JSON: the schema's own order of fields. */
export function configurationHash(configuration: Configuration): string {
  const canonical = Object.keys(configurationSchema.shape).map((name) => [
    name,
    configuration[name as keyof Configuration],
  ]);
  return createHash("sha256").update(JSON.stringify(canonical)).digest("hex");
}

function narrower<T extends string>(fromNarrow: readonly T[], a: T, b: T): T {
  return fromNarrow.indexOf(a) <= fromNarrow.indexOf(b) ? a : b;
}
