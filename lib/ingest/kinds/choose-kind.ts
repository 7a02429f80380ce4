import { type CorpusConfig, kindOf } from "#lib/corpus/config-schema.ts";
import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { achievementRecord } from "./achievement-record.ts";
import { athletes } from "./athletes.ts";
import { brand } from "./brand.ts";
import { configurationGuide } from "./configuration-guide.ts";
import { dealers, serviceCenters } from "./directory.ts";
import { flowDefinition } from "./flow-definition.ts";
import { handbook } from "./handbook.ts";
import { everyone, type Kind } from "./kind.ts";
import { modelDetails } from "./model-details.ts";
import { baseModels, disciplineIndex, modelSpecs, platformGuide } from "./model-index.ts";
import { priceList } from "./price-list.ts";
import { safetyNotice } from "./safety-notice.ts";
import { serialYears } from "./serial-years.ts";
import { siteMap } from "./site-map.ts";

const generic: Kind = { rules: generalRules, modes: everyone };

const kinds: Record<string, Kind> = {
  "core-brand-and-strategy": brand,
  athletes,
  "dealer-directory": dealers,
  "service-centers": serviceCenters,
  "safety-notice": safetyNotice,
  "achievement-record": achievementRecord,
  "serial-year-mapping": serialYears,
  "model-details": modelDetails,
  "model-spec-text": modelSpecs,
  "base-model-index": baseModels,
  "discipline-index": disciplineIndex,
  "platform-guide": platformGuide,
  "configuration-guide": configurationGuide,
  "craftsmanship-handbook": handbook,
  "learning-map": handbook,
  "flow-definition": flowDefinition,
  "site-map": siteMap,
  "pricing-lists": priceList,
};

/** The kind that the corpus's configuration gives to a type of document, else to its category. */
export function chooseKind(config: CorpusConfig, docType: string, category: string): Kind {
  const name = kindOf(config, docType, category);
  return Object.hasOwn(kinds, name) ? (kinds[name] ?? generic) : generic;
}
