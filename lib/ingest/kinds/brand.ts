import { termValue } from "#lib/corpus/config-schema.ts";
import { descendants, type Section } from "#lib/ingest/chunk/sections.ts";
import { nameIn } from "./fields.ts";
import { everyone, type Kind } from "./kind.ts";
import { spoken } from "./terms.ts";

/** Brand and strategy: sections; what is said of one audience segment stays whole. */
export const brand: Kind = {
  rules: (root, { config }) => {
    const { archetypes, audiences } = config.vocabularies;
    const names = [...archetypes, ...audiences].map((term) => spoken(termValue(term)).trim());
    const segments = segmentsIn(root, names);
    return {
      low: 600,
      high: 1000,
      overlap: true,
      unitsJoin: true,
      unit: (section) => segments.has(section),
    };
  },
  modes: everyone,
};

/** Sections of one audience each, beside each other: “Legacy and belonging” among other values is none. */
function segmentsIn(root: Section, names: string[]): Set<Section> {
  const sections = [root, ...descendants(root)];
  const segments = sections.map(({ children }) =>
    children.filter(({ title, level }) => level > 1 && namesOne(title, names)),
  );
  return new Set(segments.filter(({ length }) => length > 1).flat());
}

/** A heading such as “3.1 Loyalist”, “Prestige Buyers”, “The devotee”. */
function namesOne(title: string, segments: string[]): boolean {
  const words = spoken(nameIn(title)).trim().split(" ");
  if (words.length > 3) return false;
  const named = segments.filter((segment) =>
    words.some((word) => word === segment || word === `${segment}s`),
  );
  return named.length === 1;
}
