import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { renderAchievements } from "#lib/ingest/render/render-achievements.ts";
import { labelsOf, nameIn } from "./fields.ts";
import { audience, type Kind } from "./kind.ts";

/** Medals and results: a decade each, cut between records where it is long. */
export const achievementRecord: Kind = {
  rules: { ...generalRules, unit: ({ level }) => level === 2, unitsJoin: true },
  modes: audience,
  labels: ["achievement-record"],
  facts: ({ titles }) => {
    const decades = titles.filter((title) => /^\d{4}s$/.test(title));
    const names = titles.filter((title) => / – /.test(title)).map(nameIn);
    return { labels: labelsOf("decade", decades), entities: names };
  },
  renderJson: renderAchievements,
};
