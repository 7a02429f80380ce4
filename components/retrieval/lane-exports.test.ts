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
  expect(asCurl("https://console.example", { query: "what's it" })).toContain(
    `-d '{"query":"what'\\''s it"}'`,
  );
});
