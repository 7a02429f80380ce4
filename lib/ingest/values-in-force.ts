import type { Curated } from "#lib/corpus/document-metadata.ts";
import type { ManifestRow } from "./manifest.ts";

export type ValuesInForce = {
  status: "active" | "planned" | "deprecated";
  embed_mode: "full" | "metadata-only" | "ignore";
  pricing_sensitive: boolean;
};

type Stored = ValuesInForce & {
  manifest_values: Record<string, unknown> | null;
  curated: Curated | null;
};

const ranks: Record<keyof ValuesInForce, unknown[]> = {
  status: ["active", "planned", "deprecated"],
  embed_mode: ["full", "metadata-only", "ignore"],
  pricing_sensitive: [false, true],
};

/** What the manifest says of the three values. */
export function manifestSays(row: ManifestRow): ValuesInForce {
  return { status: row.status, embed_mode: row.embedMode, pricing_sensitive: row.pricingSensitive };
}

/**
 * A person's value over the manifest's. The stricter of the two is in force, unless the manifest still says
 * what it said when an admin loosened the value.
 */
export function valuesInForce(said: ValuesInForce, stored: Stored | undefined): ValuesInForce {
  const choose = <F extends keyof ValuesInForce>(field: F): ValuesInForce[F] => {
    const person = stored?.curated?.[field];
    if (!stored || !person) return said[field];
    const unchanged = stored.manifest_values?.[field] === said[field];
    if (unchanged && stored[field] === person.value) return stored[field];
    return stricter(field, said[field], person.value);
  };
  return {
    status: choose("status"),
    embed_mode: choose("embed_mode"),
    pricing_sensitive: choose("pricing_sensitive"),
  };
}

function stricter<F extends keyof ValuesInForce>(
  field: F,
  said: ValuesInForce[F],
  person: unknown,
): ValuesInForce[F] {
  const order = ranks[field];
  // The person's value is one of the known ones wherever it has a rank.
  return order.indexOf(person) > order.indexOf(said) ? (person as ValuesInForce[F]) : said;
}
