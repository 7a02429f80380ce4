import { type RawBuilder, sql } from "kysely";
import { filterWords } from "./filter-schemas.ts";
import { metadataCondition } from "./metadata-filter.ts";
import {
  type Configuration,
  confidentialities,
  type VisibilityCeiling,
  visibilities,
} from "./schemas.ts";

export type Filter = {
  configuration: Configuration;
  /** Null where no vectors are compared: full text asks for none. */
  model: string | null;
  /** Categories that are left out unless the configuration asks for them. */
  pricingCategories: readonly string[];
  /** The most that the asker may see, also where the assistant's own rules look no closer. */
  ceiling: VisibilityCeiling;
  /** The moment whose dates hold; null: now. */
  asOf: Date | null;
};

/** A filter by the name under which it is counted and blamed; `asks` says what it asks for, in words. */
export type NamedCondition = { name: string; asks: string; condition: RawBuilder<boolean> };

/** What may be returned, over `e` (embeddings), `c` (chunks) and `d` (documents). */
export function retrievalFilter(filter: Filter): RawBuilder<boolean> {
  return allOf(filterConditions(filter));
}

/** SQL condition: every one of these holds. */
export function allOf(conditions: readonly NamedCondition[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(
    conditions.map(({ condition }) => sql`(${condition})`),
    sql` and `,
  )})`;
}

/** The filters in the order in which they are counted; null counts as not passed. */
export function filterConditions(filter: Filter): NamedCondition[] {
  const model: NamedCondition[] =
    filter.model === null
      ? []
      : [
          {
            name: "embedding model",
            asks: `embedding model = ${filter.model}`,
            condition: sql`e.embedding_model = ${filter.model}`,
          },
        ];
  const own =
    filter.configuration.rules === "assistant"
      ? [...assistantConditions(), ...seenConditions(filter.ceiling)]
      : consoleConditions(filter);
  return [...model, ...own];
}

const activeOnly: NamedCondition = {
  name: "status",
  asks: "status = active",
  condition: sql`d.status = 'active'`,
};

/** What the assistant's own queries ask of a document, and nothing else (contract, opening). */
export function assistantConditions(): NamedCondition[] {
  return [
    activeOnly,
    {
      name: "document visibility",
      asks: "document visibility = public",
      condition: sql`coalesce(d.visibility = 'public', false)`,
    },
    {
      name: "document confidentiality",
      asks: "document confidentiality = normal",
      condition: sql`coalesce(d.confidentiality = 'normal', false)`,
    },
  ];
}

/** The contract's defaults (section 7), and what the configuration asks of metadata. */
function consoleConditions({ configuration, pricingCategories, asOf }: Filter): NamedCondition[] {
  const now = asOf === null ? sql`now()` : sql`${asOf.toISOString()}::timestamptz`;
  const left = configuration.includePricingLists ? [] : [...pricingCategories];
  return [
    activeOnly,
    {
      name: "embed mode",
      asks: "embed mode ≠ ignore",
      condition: sql`d.embed_mode <> 'ignore'`,
    },
    {
      name: "effective from",
      asks: "effective from ≤ now",
      condition: sql`d.effective_from is null or d.effective_from <= ${now}`,
    },
    {
      name: "expires on",
      asks: "expires on > now",
      condition: sql`d.expires_on is null or d.expires_on > ${now}`,
    },
    ...seenConditions(configuration),
    {
      name: "price lists",
      asks: left.length === 0 ? "any category" : `category ≠ ${left.join(", ")}`,
      condition: sql`d.category <> all (${left}::text[])`,
    },
    ...configuration.filters.map((one) => ({
      name: `metadata: ${one.field}`,
      asks: filterWords(one),
      condition: metadataCondition(one),
    })),
  ];
}

/** The stricter of document and chunk holds; a value that nobody knows counts as the strictest. */
export function seenConditions({
  visibility,
  confidentiality,
}: VisibilityCeiling): NamedCondition[] {
  const visible = visibilities.indexOf(visibility);
  const confidential = confidentialities.indexOf(confidentiality);
  return [
    {
      name: "visibility",
      asks: `visibility = ${visibilities.slice(0, visible + 1).join(" or ")}`,
      condition: sql`greatest(
      case coalesce(d.visibility, 'public') when 'public' then 0 when 'internal' then 1 else 2 end,
      case coalesce(c.visibility, 'public') when 'public' then 0 when 'internal' then 1 else 2 end
    ) <= ${visible}::int`,
    },
    {
      name: "confidentiality",
      asks: `confidentiality = ${confidentialities.slice(0, confidential + 1).join(" or ")}`,
      condition: sql`greatest(
      case coalesce(d.confidentiality, 'normal') when 'normal' then 0 else 1 end,
      case coalesce(c.confidentiality, 'normal') when 'normal' then 0 else 1 end
    ) <= ${confidential}::int`,
    },
  ];
}
