import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { QuestionSettings } from "./question-settings.tsx";

const production = {
  includePricingLists: false,
  filters: [],
  boosts: {},
} as unknown as Configuration;
const shown = (filters: ConfigurationChanges) =>
  renderToStaticMarkup(
    <QuestionSettings saved={{ name: "Age", filters }} production={production} />,
  );

test("what a saved query brings along is named above the lanes", () => {
  const filters = [{ field: "category" as const, is: "any" as const, values: ["gun-info"] }];
  const html = shown({ filters, includePricingLists: true });
  expect(html).toContain("brings along: with price lists, category is gun-info.");
  expect(shown({})).toBe("");
});
