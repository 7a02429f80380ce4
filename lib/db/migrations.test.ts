import { expect, test } from "vitest";
import { readMigrations, withTableNames } from "./migrations.ts";
import { searchVectorText } from "./search-vector.ts";

const usual = { documents: "documents", chunks: "chunks", embeddings: "embeddings" };

test("the default names leave the text as it is", () => {
  const text = "select 'public.documents'::regclass from public.chunks";
  expect(withTableNames(text, usual)).toBe(text);
  expect(withTableNames(text, { ...usual, chunks: "public.chunks" })).toBe(text);
});

test("other names are quoted, with public unless they name a schema", () => {
  const named = withTableNames("public.documents, public.chunks, 'public.chunks'::regclass", {
    ...usual,
    documents: "papers",
    chunks: "kb.order",
  });
  expect(named).toBe(`"public"."papers", "kb"."order", '"kb"."order"'::regclass`);
});

test("words that only begin like a table are left alone", () => {
  const text = "public.documents_old, mypublic.chunks, public.chunking";
  expect(withTableNames(text, { ...usual, documents: "d", chunks: "c" })).toBe(text);
});

test("versions are unique, in order, and none ends a transaction of its own", () => {
  const migrations = readMigrations();
  const versions = migrations.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort());
  expect(versions.length).toBeGreaterThan(5);
  for (const { text } of migrations) {
    expect(text).not.toMatch(/^\s*(commit|rollback)\s*;/im);
    expect(text).toContain("set local lock_timeout = '3s';");
  }
});

test("the full-text index is over the expression that queries use", () => {
  const index = readMigrations().find(({ name }) => name === "full_text");
  expect(index?.text).toContain(`using gin (${searchVectorText()})`);
});
