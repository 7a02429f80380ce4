import { termValue } from "#lib/corpus/config-schema.ts";
import { nameIn } from "./fields.ts";
import { everyone, type Kind } from "./kind.ts";
import { spoken } from "./terms.ts";

/** Brand and strategy: sections; what is said of one audience segment stays whole. */
export const brand: Kind = {
  rules: (_root, { config }) => {
    const { archetypes, audiences } = config.vocabularies;
    const segments = [...archetypes, ...audiences].map((term) => spoken(termValue(term)).trim());
    return {
      low: 600,
      high: 1000,
      overlap: true,
      unitsJoin: true,
      unit: ({ title, level }) => level > 1 && namesOne(title, segments),
    };
  },
  modes: everyone,
};

/** A heading such as “3.1 Loyalist”, “Prestige Buyers”, “The devotee”. */
function namesOne(title: string, segments: string[]): boolean {
  const words = spoken(nameIn(title)).trim().split(" ");
  if (words.length > 3) return false;
  const named = segments.filter((segment) =>
    words.some((word) => word === segment || word === `${segment}s`),
  );
  return named.length === 1;
}
