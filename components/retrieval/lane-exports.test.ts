import { expect, test } from "vitest";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { asCsv, asCurl, asJson } from "./lane-exports.ts";
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

test("JSON of what was changed here names no retrieval that returned otherwise", () => {
  const answer = { configurationHash: "abc", retrievalId: "r1", candidateCount: 3, candidates: [] };
  const keysWith = (changes: ConfigurationChanges) =>
    Object.keys(JSON.parse(asJson("q", answer as unknown as RetrievalResult, changes)));
  expect(keysWith({ k: 3, plan: "exact" })).toEqual([
    "query",
    "configurationHash",
    "retrievalId",
    "candidateCount",
  ]);
  expect(keysWith({ boosts: { mode: 0.3 } })).toEqual(["query", "candidateCount"]);
  expect(keysWith({ k: 3, rrfK: 5 })).toEqual(["query", "candidateCount"]);
});
