import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { labelsOf, nameIn } from "./fields.ts";
import { everyone, type Kind } from "./kind.ts";
import { itemLevel } from "./levels.ts";

/** Profiles of people: one each. */
export const athletes: Kind = {
  rules: (root) => {
    const level = itemLevel(root);
    return {
      ...generalRules,
      unit: (section) => section.level === level && isPerson(section.title),
    };
  },
  modes: everyone,
  labels: ["athlete-profile"],
  facts: ({ titles }) => {
    const names = titles.filter(isPerson).map(nameIn);
    return { labels: labelsOf("athlete", names), entities: names };
  },
};

/** Two words or more that begin with a capital, and no word of a document's parts. */
function isPerson(title: string): boolean {
  const name = nameIn(title);
  return (
    /^\p{Lu}[\p{L}.’'-]*(?:\s+(?:and|e|y|de|da|van|von|di|del|[“"(]?\p{Lu}[\p{L}.”"’')-]*))+$/u.test(
      name,
    ) &&
    !/\b(?:overview|glossary|section|content|biography|background|relationship|references?|appendix|index|shooters|team|riders|cases|exceptions|concepts|categories|disciplines|organization|abbreviations|spellings|links|equipment)\b/i.test(
      name,
    )
  );
}
