import type { Chunk } from "#lib/ingest/chunk/chunk-markdown.ts";
import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { descendants } from "#lib/ingest/chunk/sections.ts";
import { fieldValues, labelsOf, nameIn } from "./fields.ts";
import { everyone, type Kind } from "./kind.ts";
import { height } from "./levels.ts";

function directory(label: string): Kind {
  return {
    // A region with its states, or a country with its entries.
    rules: (root) => {
      const sections = descendants(root);
      const regions = new Set(
        sections.filter((section) => section.level > 1 && height(section) === 1),
      );
      const inRegion = new Set([...regions].flatMap(({ children }) => children));
      return {
        ...generalRules,
        unitsJoin: true,
        unit: (section) =>
          regions.has(section) ||
          (section.level > 1 && height(section) === 0 && !inRegion.has(section)),
      };
    },
    modes: everyone,
    labels: [label],
    facts: (chunk) => ({ labels: labelsOf("region", regionsIn(chunk)) }),
  };
}

/** Regions by the headings under the title, and by fields such as `State: Florida`. */
function regionsIn({ text, titles, headingPath }: Chunk): string[] {
  const [title] = (headingPath ?? "").split(" > ");
  const fields = fieldValues(text, "(?:state|region|country|distribution region)");
  const regions = titles.filter(
    (one) => one !== title && !/^(?:how|before|about|grades)\b/i.test(one),
  );
  return [...regions, ...fields].map(nameIn);
}

export const dealers = directory("dealer-directory");
export const serviceCenters = directory("service-centers");
