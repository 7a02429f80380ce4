import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FrozenNotice } from "./frozen-notice.tsx";

const frozen = {
  id: "1",
  title: null,
  query: "who brazes frames",
  context: {},
  lanes: [],
  by: "qa@example.com",
  at: "2026-01-01T00:00:00.000Z",
  corpusVersion: "7",
  writesSince: 0,
};

test("frozen results beside another question say what they answer", () => {
  const shown = (query: string) =>
    renderToStaticMarkup(<FrozenNotice frozen={frozen} query={query} onCompare={undefined} />);
  expect(shown("who welds frames")).toContain("answers another question: who brazes frames");
  expect(shown("who brazes frames")).not.toContain("another question");
});
