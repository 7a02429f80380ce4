import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Expectation } from "#lib/evaluate/schemas.ts";
import type { Absence } from "#lib/retrieve/absence-schemas.ts";
import { AbsenceFacts } from "./absence-facts.tsx";
import { ChunkChoice } from "./chunk-choice.tsx";

const absence: Absence = {
  target: {
    chunkId: "c1",
    documentId: "d1",
    path: "a.md",
    title: "A",
    headingPath: "A > B",
    chunkIndex: 3,
    chunksOfDocument: 5,
  },
  stage: "similarity",
  sentence: "It is far.",
  filters: [],
  similarity: null,
  foundByIndex: null,
  planKind: "exact",
  fulltext: null,
  fusedRank: null,
  reranked: null,
  lacks: null,
  rank: null,
  remedies: [],
};
const chunk: Expectation = { kind: "chunk", id: "c1", path: "a.md", heading: "A > B" };
const facts = (
  marks: { expected: Expectation[]; unwanted: Expectation[] },
  canSave = true,
  it = absence,
) =>
  renderToStaticMarkup(
    <AbsenceFacts
      absence={it}
      canTry={false}
      onTry={() => undefined}
      marks={marks}
      onMark={canSave ? () => undefined : undefined}
    />,
  );
const pressed = (html: string) =>
  [...html.matchAll(/aria-pressed="(true|false)"/g)].map(([, is]) => is === "true");

test("a chunk that is missing, and its document, can be marked where it is explained", () => {
  const html = facts({ expected: [], unwanted: [] });
  expect(html).toContain('aria-label="Mark this chunk"');
  expect(html).toContain('aria-label="Mark its document"');
  expect(pressed(html)).toEqual([false, false, false, false]);
});

test("what is marked already shows as marked, chunk and document apart", () => {
  expect(pressed(facts({ expected: [chunk], unwanted: [] }))).toEqual([true, false, false, false]);
  const document: Expectation = { kind: "document", id: "d1", path: "a.md", heading: null };
  const both = facts({ expected: [chunk], unwanted: [document] });
  expect(pressed(both)).toEqual([true, false, false, true]);
});

test("a document without chunks can be marked, and no chunk of it", () => {
  const target = { ...absence.target, chunkId: null, headingPath: null, chunksOfDocument: 0 };
  const html = facts({ expected: [], unwanted: [] }, true, { ...absence, target });
  expect(html).not.toContain('aria-label="Mark this chunk"');
  expect(html).toContain('aria-label="Mark its document"');
});

test("who may not save queries marks nothing", () => {
  expect(pressed(facts({ expected: [chunk], unwanted: [] }, false))).toEqual([]);
});

test("a document's chunks can be picked one by one", () => {
  const client = new QueryClient();
  const items = [
    { id: "c0", index: 0, headingPath: null, text: "Frames are brazed." },
    { id: "c1", index: 1, headingPath: "A > B", text: "By hand." },
  ];
  client.setQueryData(["chunks-of", "d1"], { items, nextCursor: null });
  const choice = (target: string) =>
    renderToStaticMarkup(
      <QueryClientProvider client={client}>
        <ChunkChoice documentId="d1" chunks={2} target={target} onTarget={() => undefined} />
      </QueryClientProvider>,
    );
  const html = choice("chunk:c1");
  expect(html).toContain('<option value="d1">The nearest of its 2 chunks</option>');
  expect(html).toContain('<option value="chunk:c0">1 · Frames are brazed.</option>');
  expect(html).toContain('<option value="chunk:c1" selected="">2 · B</option>');
  expect(html.match(/<option/g)).toHaveLength(3);
  expect(choice("chunk:c900")).toContain(
    '<option value="chunk:c900" selected="">The chunk that was asked for</option>',
  );
});

test("a filter says what it asks for, and one that leaves it out leads to the field that it looks at", () => {
  const filters = [
    { filter: "status", asks: "status = active", passes: true },
    { filter: "price lists", asks: "category ≠ pricing-lists", passes: false },
    { filter: "metadata: docType", asks: "docType is warranty", passes: false },
    { filter: "metadata: contextTags", asks: "contextTags is a", passes: false },
    { filter: "metadata: seriesPart", asks: "seriesPart is 2", passes: false },
    { filter: "metadata: ctaLinks", asks: "ctaLinks is there", passes: false },
    { filter: "metadata: safetyNotes", asks: "safetyNotes is there", passes: false },
    { filter: "visibility", asks: "visibility = public", passes: false },
    { filter: "document visibility", asks: "document visibility = public", passes: false },
  ];
  const html = facts({ expected: [], unwanted: [] }, false, { ...absence, filters });
  expect(html).toContain("status = active: passes");
  expect(html).toContain("category ≠ pricing-lists: left out");
  const links = [...html.matchAll(/<a class="underline" href="([^"]*)"/g)].map(([, href]) => href);
  expect(links).toEqual([
    "/documents/d1?tab=metadata#field-category",
    "/documents/d1?tab=metadata#field-doc_type",
    "/chunks/c1",
    "/documents/d1?tab=metadata#field-series_part_number",
    "/chunks/c1",
    "/documents/d1?tab=metadata#field-safety_notes",
    "/chunks/c1",
    "/documents/d1?tab=metadata#field-visibility",
    "/chunks/c1",
    "/documents/d1?tab=metadata#field-visibility",
  ]);
});
