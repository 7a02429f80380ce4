import { sql } from "kysely";
import { type Configuration, confidentialities, visibilities } from "./schemas.ts";

export type Filter = {
  configuration: Configuration;
  model: string;
  /** Categories that are left out unless the configuration asks for them. */
  pricingCategories: readonly string[];
};

/**
 * What may be returned, over `e` (embeddings), `c` (chunks) and `d` (documents). The stricter of
 * document and chunk holds; a value that nobody knows counts as the strictest.
 */
export function retrievalFilter({ configuration, model, pricingCategories }: Filter) {
  const mayBeSeen = visibilities.indexOf(configuration.visibility);
  const mayBeConfidential = confidentialities.indexOf(configuration.confidentiality);
  return sql`e.embedding_model = ${model}
    and d.status = 'active' and d.embed_mode <> 'ignore'
    and (d.effective_from is null or d.effective_from <= now())
    and (d.expires_on is null or d.expires_on > now())
    and greatest(
      case coalesce(d.visibility, 'public') when 'public' then 0 when 'internal' then 1 else 2 end,
      case coalesce(c.visibility, 'public') when 'public' then 0 when 'internal' then 1 else 2 end
    ) <= ${mayBeSeen}::int
    and greatest(
      case coalesce(d.confidentiality, 'normal') when 'normal' then 0 else 1 end,
      case coalesce(c.confidentiality, 'normal') when 'normal' then 0 else 1 end
    ) <= ${mayBeConfidential}::int
    and d.category <> all (${configuration.includePricingLists ? [] : [...pricingCategories]}::text[])`;
}
