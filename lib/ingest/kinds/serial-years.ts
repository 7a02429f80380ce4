import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { labelsOf } from "./fields.ts";
import { audience, type Kind } from "./kind.ts";

/** Serial numbers by year: a decade each. */
export const serialYears: Kind = {
  rules: {
    ...generalRules,
    unit: ({ level, title }) => level > 1 && decadeOf(title) !== undefined,
    unitsJoin: true,
    groupItems: (item) => decadeOf(item.split("\n")[0] ?? ""),
  },
  modes: audience,
  labels: ["serial-year-mapping"],
  facts: ({ text, before }) => ({
    labels: labelsOf("decade", decadesIn(text.slice(before.length))),
  }),
};

function decadeOf(text: string): string | undefined {
  const year = /\b(1[6-9]\d|20\d)\ds?\b/.exec(text);
  return year ? `${year[1]}0s` : undefined;
}

/** Decades of the years that stand first in an item or a heading. */
function decadesIn(text: string): string[] {
  const years = text.matchAll(/^(?:[-*+]|#+)\s+[*_]*(1[6-9]\d|20\d)\ds?\b/gm);
  return [...new Set([...years].map(([, decade]) => `${decade}0s`))];
}
