import type { AbsenceStage } from "./absence-schemas.ts";
import { type AbsenceFacts, listAhead } from "./judge-absence.ts";
import type { Overlay } from "./relations.ts";
import type { Configuration, ConfigurationChanges, VisibilityCeiling } from "./schemas.ts";

/** A change to try: of the configuration, or of the rows as if edited. */
export type Attempt = {
  words: string;
  configuration: ConfigurationChanges | null;
  overlay?: Overlay;
};

/** Results and candidates at most. */
export const deepest = 200;

/** The same change with so many results, and of at least so many candidates, that one at this place is among them. Pure. */
export function deepened(attempt: Attempt, place: number, candidates = place): Attempt {
  const asked = attempt.configuration?.candidates ?? 0;
  const deeper = asked > 0 || candidates > place ? Math.max(asked, candidates) : undefined;
  return {
    ...attempt,
    words: `${attempt.words}, top ${place}${candidates > place ? ` of ${candidates}` : ""}`,
    configuration: {
      ...attempt.configuration,
      k: place,
      ...(deeper === undefined ? {} : { candidates: deeper }),
    },
  };
}

/** The same change without what would leave the chunk out further on; undefined where nothing would. Pure. */
export function opened(
  attempt: Attempt,
  { minCosine, perDocument }: Pick<Configuration, "minCosine" | "perDocument">,
): Attempt | undefined {
  const asked = { minCosine, perDocument, ...attempt.configuration };
  const lifts: Lift[] = [
    ...(asked.minCosine === null ? [] : [noThreshold]),
    ...(asked.perDocument === 0 ? [] : [anyNumber]),
  ];
  if (lifts.length === 0) return undefined;
  return {
    ...attempt,
    words: [attempt.words, ...lifts.map(({ words }) => words)].join(", "),
    configuration: Object.assign(
      { ...attempt.configuration },
      ...lifts.map(({ configuration }) => configuration),
    ),
  };
}

const noThreshold = { words: "no threshold", configuration: { minCosine: null } };
const anyNumber = { words: "any number of one document", configuration: { perDocument: 0 } };

type Ids = { chunkId: string; documentId: string };

/** What might bring a chunk in that fell out at `stage`, each to be tried for real. Pure. */
export function remediesFor(
  stage: AbsenceStage,
  facts: AbsenceFacts,
  configuration: Configuration,
  ceiling: VisibilityCeiling,
  ids: Ids,
): Attempt[] {
  const { candidates, k, candidatesFrom } = configuration;
  const wider = Math.min(Math.max(facts.similarity?.exactRank ?? 0, candidates * 2, k), deepest);
  const place = Math.min(facts.rerankedRank ?? facts.similarity?.exactRank ?? k * 2, deepest);
  switch (stage) {
    case "filter":
    case "embedding":
      return facts.otherModel === null ? filterRemedies(facts, configuration, ceiling, ids) : [];
    case "threshold":
      return [noThreshold];
    case "index":
      return [
        { words: "exact search", configuration: { plan: "exact" } },
        { words: "ef_search 1,000", configuration: { efSearch: 1_000 } },
      ];
    case "similarity":
      return [
        { words: `${wider} candidates`, configuration: { candidates: wider } },
        { words: `top ${place} of ${wider}`, configuration: { candidates: wider, k: place } },
        ...(candidatesFrom === "vector"
          ? [{ words: "hybrid search", configuration: { candidatesFrom: "hybrid" as const } }]
          : []),
      ];
    case "words":
      return [
        ...(facts.fulltext
          ? [{ words: `${wider} candidates`, configuration: { candidates: wider } }]
          : []),
        { words: "query expansion by feedback", configuration: { feedback: true } },
        { words: "hybrid search", configuration: { candidatesFrom: "hybrid" } },
        { words: "similarity", configuration: { candidatesFrom: "vector" } },
      ];
    case "fusion":
      return [
        ...fusionRemedies(facts, configuration),
        { words: `top ${place}`, configuration: { k: place } },
      ];
    case "rerank":
      return [
        { words: "no rerank", configuration: { rerank: false } },
        { words: `top ${place}`, configuration: { k: place } },
      ];
    case "diversity":
      return [anyNumber];
    case "cut":
      return [
        { words: `top ${place}`, configuration: { k: place } },
        ...(configuration.rerank
          ? [{ words: "no rerank", configuration: { rerank: false } }]
          : [{ words: "rerank", configuration: { rerank: true } }]),
      ];
    default:
      return [];
  }
}

const heaviest = 10;

/** The list that has it in front: alone, or weighing four times as much. */
function fusionRemedies(facts: AbsenceFacts, configuration: Configuration): Attempt[] {
  const near = listAhead(facts, configuration)?.list === "similarity";
  const weight = near ? "vectorWeight" : "fulltextWeight";
  const list = near ? "similarity" : "full text";
  const more = Math.min((configuration[weight] || 1) * 4, heaviest);
  return [
    {
      words: `${list} alone`,
      configuration: { candidatesFrom: near ? "vector" : "fulltext" },
    },
    ...(more > configuration[weight]
      ? [{ words: `${list} weighing ${more}`, configuration: { [weight]: more } }]
      : []),
  ];
}

type Lift = {
  words: string;
  configuration?: ConfigurationChanges;
  document?: Record<string, unknown>;
  chunk?: Record<string, unknown>;
};

/** All failed filters lifted together: a chunk that two filters leave out is not helped by one. */
function filterRemedies(
  facts: AbsenceFacts,
  configuration: Configuration,
  ceiling: VisibilityCeiling,
  { chunkId, documentId }: Ids,
): Attempt[] {
  const failed = facts.filters.filter(({ passes }) => !passes).map(({ filter }) => filter);
  const fields = failed.flatMap((filter) => filter.match(/^metadata: (.*)$/)?.[1] ?? []);
  const lifts = [
    ...failed.map((filter) => liftOf(filter, ceiling)),
    fields.length > 0 ? withoutFilters(fields, configuration) : undefined,
  ].filter((lift) => lift !== undefined);
  if (lifts.length === 0) return [];
  const changes = Object.assign({}, ...lifts.map((lift) => lift.configuration ?? {}));
  const document = Object.assign({}, ...lifts.map((lift) => lift.document ?? {}));
  const chunk = Object.assign({}, ...lifts.map((lift) => lift.chunk ?? {}));
  const edited = lifts.some((lift) => lift.document !== undefined) || facts.parked !== null;
  return [
    {
      words: [...new Set(lifts.map(({ words }) => words))].join(", "),
      configuration: Object.keys(changes).length > 0 ? changes : null,
      // A parked vector comes back for the rows that an overlay names, even where nothing else changes.
      ...(edited
        ? { overlay: { documents: { [documentId]: document }, chunks: { [chunkId]: chunk } } }
        : {}),
    },
  ];
}

/** Of all the fields at once: each names the filters that stay. */
function withoutFilters(fields: string[], configuration: Configuration): Lift {
  const filters = configuration.filters.filter(({ field }) => !fields.includes(field));
  const left = configuration.filters.length - filters.length;
  const listed = [...new Set(fields)].join(" and ");
  return {
    words: `without the ${left > 1 ? "filters" : "filter"} on ${listed}`,
    configuration: { filters },
  };
}

function liftOf(
  filter: string,
  { visibility, confidentiality }: VisibilityCeiling,
): Lift | undefined {
  const lifts: Record<string, Lift> = {
    status: { words: "the document's status set to active", document: { status: "active" } },
    "embed mode": {
      words: "the document's embed mode set to full",
      document: { embed_mode: "full" },
    },
    "effective from": {
      words: "the document in force already",
      document: { effective_from: null },
    },
    "expires on": { words: "the document not expired", document: { expires_on: null } },
    visibility: { words: `visibility up to ${visibility}`, configuration: { visibility } },
    confidentiality: {
      words: `confidentiality up to ${confidentiality}`,
      configuration: { confidentiality },
    },
    "document visibility": {
      words: "the document made public",
      document: { visibility: "public" },
      chunk: { visibility: null },
    },
    "document confidentiality": {
      words: "the document of normal confidentiality",
      document: { confidentiality: "normal" },
      chunk: { confidentiality: null },
    },
    "price lists": { words: "with price lists", configuration: { includePricingLists: true } },
  };
  return lifts[filter];
}
