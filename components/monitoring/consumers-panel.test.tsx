import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { type ConsumerRow, monitoringDefaults } from "#lib/retrieve/monitor-schemas.ts";
import { ConsumersPanel } from "./consumers-panel.tsx";

const row: ConsumerRow = {
  familyId: "a",
  consumer: "website",
  lookup: "0123456789ab",
  calls: 1,
  errors: 0,
  empty: 0,
  p95: 1,
  lastAt: "2026-12-01T00:00:00Z",
};
const shown = (...consumers: ConsumerRow[]) =>
  renderToStaticMarkup(<ConsumersPanel consumers={consumers} state={monitoringDefaults} />);

it("tells two tokens of one name apart, and shows no token where the name says it", () => {
  expect(shown(row, { ...row, familyId: "b", lookup: "ba9876543210" })).toMatch(
    /0123456789ab.*ba9876543210/,
  );
  expect(shown(row, { ...row, familyId: "b", consumer: "shop" })).not.toContain("0123456789ab");
});
