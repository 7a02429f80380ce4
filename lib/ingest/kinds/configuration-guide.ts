import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { labelsOf, nameIn } from "./fields.ts";
import { audience, type Kind } from "./kind.ts";
import { isLeaf } from "./levels.ts";

/** One type of rib, handlebar or fork each. */
export const configurationGuide: Kind = {
  rules: { ...generalRules, unit: isLeaf },
  modes: audience,
  labels: ["configuration-guide"],
  facts: ({ titles }) => ({
    labels: labelsOf("type", titles.filter((title) => /:\s/.test(title)).map(typeIn)),
    tags: titles.flatMap((title) => (/:\s/.test(title) ? [nameIn(title).toLowerCase()] : [])),
  }),
};

/** “Handlebar: Tonda” is the type “Tonda” of the family “Handlebar”. */
function typeIn(title: string): string {
  return title.slice(title.indexOf(":") + 1).trim();
}
