import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { FrozenNotice } from "./frozen-notice.tsx";

const frozen = {
  id: "1",
  title: null,
  query: "who brazes frames",
  context: { mode: "owner", platforms: ["mx"], topics: ["care"] },
  lanes: [],
  by: "qa@example.com",
  at: "2026-01-01T00:00:00.000Z",
  corpusVersion: "7",
  writesSince: 0,
};
const shown = (query: string, context: RetrievalContext) =>
  renderToStaticMarkup(
    <FrozenNotice frozen={frozen} query={query} context={context} onCompare={undefined} />,
  );

test("frozen results beside another question say what they answer", () => {
  const welds = shown("who welds frames", frozen.context);
  expect(welds).toContain("answers another question: who brazes frames");
  expect(shown("who brazes frames", frozen.context)).not.toContain("another question");
});

test("frozen results beside lanes that are asked as somebody else say as whom they were asked", () => {
  const asked = (context: RetrievalContext) => shown("who brazes frames", context);
  expect(asked({})).toContain("It was asked as owner, platforms mx, topics care.");
  expect(asked({ topics: ["care"], platforms: ["mx"], mode: "owner" })).not.toContain("asked as");
});
