import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { renderModels } from "#lib/ingest/render/render-models.ts";
import { fieldValues, labelsOf, nameIn } from "./fields.ts";
import { audience, type Kind } from "./kind.ts";

/** One model each, with description, use and configurations together. */
export const modelDetails: Kind = {
  rules: { ...generalRules, unit: ({ level }) => level === 2 },
  modes: audience,
  labels: ["model-details"],
  facts: ({ text, titles }) => ({
    labels: labelsOf("platform", fieldValues(text, "platform")),
    entities: titles.slice(-1).map(nameIn),
  }),
  renderJson: renderModels,
};
