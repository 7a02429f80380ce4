import { generalRules } from "#lib/ingest/chunk/rules.ts";
import { renderFlow } from "#lib/ingest/render/render-flow.ts";
import { labelsOf } from "./fields.ts";
import { everyone, type Kind } from "./kind.ts";

/** A phase of a flow each. */
export const flowDefinition: Kind = {
  rules: { ...generalRules, unit: ({ level }) => level === 2 },
  modes: everyone,
  labels: ["configurator-flow"],
  facts: ({ headingPath, titles }) => {
    const phases = [...(headingPath ?? "").split(" > "), ...titles].filter((one) =>
      /^Phase: /.test(one),
    );
    return {
      labels: labelsOf(
        "phase",
        phases.map((one) => one.replace("Phase: ", "")),
      ),
    };
  },
  renderJson: renderFlow,
};
