import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { KeptCounts, LaneCounts } from "./lane-counts.tsx";

const kept = [
  { filter: "embedded", kept: 1_200 },
  { filter: "status", kept: 1_000 },
  { filter: "visibility", kept: 1_000 },
  { filter: "metadata: category", kept: 40 },
];

test("each filter says how many chunks it leaves, and how many it took", () => {
  const text = renderToStaticMarkup(<KeptCounts kept={kept} />).replaceAll(/<[^>]*>/g, " ");
  expect(text.replaceAll(/\s+/g, " ").trim()).toBe(
    "embedded 1,200 status 1,000 −200 visibility 1,000 metadata: category 40 −960",
  );
});

test("they are kept for the lane as it is asked, and nothing stands there before", () => {
  const client = new QueryClient();
  const shown = (k: number) =>
    renderToStaticMarkup(
      <QueryClientProvider client={client}>
        <LaneCounts configuration={{ k }} />
      </QueryClientProvider>,
    );
  expect(shown(3)).toContain("What each filter keeps");
  expect(shown(3)).not.toContain("<dl");
  client.setQueryData(["kept-counts", { k: 3 }], kept);
  expect(shown(3)).toContain("1,200");
  expect(shown(4)).not.toContain("<dl");
});
