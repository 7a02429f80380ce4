import { sql } from "kysely";
import { type Configuration, confidentialities, visibilities } from "./schemas.ts";

/** Left out unless asked for: price lists would crowd out every answer that names a product. */
const pricingCategory = "pricing-lists";

/**
 * What may be returned, over `e` (embeddings), `c` (chunks) and `d` (documents). The stricter of
 * document and chunk holds; a value that nobody knows counts as the strictest.
 */
export function retrievalFilter(configuration: Configuration, model: string) {
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
    and (${configuration.includePricingLists}::boolean or d.category <> ${pricingCategory})`;
}
