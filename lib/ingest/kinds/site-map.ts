import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { labelsOf, nameIn } from "./fields.ts";
import { everyone, type Kind } from "./kind.ts";
import { isLeaf, itemLevel } from "./levels.ts";

/** Regions of a site: small ones with their neighbours. */
export const siteMap: Kind = {
  rules: (root) => {
    const level = itemLevel(root);
    return {
      ...generalRules,
      unit: (section) => section.level === level || (isLeaf(section) && section.level < level),
      unitsJoin: true,
    };
  },
  modes: everyone,
  labels: ["site-map"],
  facts: ({ titles, headingPath }) => {
    const [title] = (headingPath ?? "").split(" > ");
    return { labels: labelsOf("nav-region", titles.filter((one) => one !== title).map(nameIn)) };
  },
};
