import { expect, test } from "vitest";
import { asCsv, asCurl } from "./lane-exports.ts";
import { retrievedChunk } from "./retrieved-chunk.fixture.ts";

const chunk = retrievedChunk({
  path: "=cmd.md",
  headingPath: 'A > "B", C',
  text: "two\nlines",
  tokenCount: 2,
  cosine: 0.5,
  score: -0.5,
});

test("CSV is quoted, and no cell of text is a formula", () => {
  expect(asCsv([chunk])).toBe(
    "rank,score,cosine,fulltext,chunk_id,document_id,path,heading_path,tokens,text\r\n" +
      `1,-0.5,0.5,,c1,d1,'=cmd.md,"A > ""B"", C",2,"two\nlines"`,
  );
});

test("a quote in the question does not end the shell's string", () => {
  const line = asCurl("https://console.example", {
    query: "what's it",
    context: {},
    configuration: {},
  });
  expect(line).toContain("https://console.example/api/v1/retrieve'");
  expect(line).toContain(`-d '{"query":"what'\\''s it","context":{},"filters":{}}'`);
});

test("what the runtime API would refuse is asked of the lab", () => {
  const ask = { query: "q", context: {} };
  const narrowed = asCurl("https://c", { ...ask, configuration: { k: 3, visibility: "public" } });
  expect(narrowed).toContain(`"k":3,"context":{},"filters":{"visibility":"public"}`);
  const searched = asCurl("https://c", { ...ask, configuration: { k: 3, plan: "exact" } });
  expect(searched).toContain("https://c/api/retrieval/query'");
  expect(searched).toContain(`"configuration":{"k":3,"plan":"exact"}`);
});
