import { describe, expect, it } from "vitest";
import { findSuspects, type ScannedRow } from "./find-suspects.ts";

const base = ["public.documents", "public.chunks"];
const found = (row: Partial<ScannedRow>, sensitivity: Record<string, boolean> = {}) =>
  findSuspects(
    { relation: "public.chunks", fields: {}, sensitive: true, ...row },
    (id) => sensitivity[id],
    base,
  );

describe("findSuspects", () => {
  it("finds an amount in any field of a sensitive document, also deep inside JSON", () => {
    const fields = {
      text: "The case is 450 plus VAT.",
      heading: "Fine",
      cta_links: [
        { label: "Order", url: "https://example.com/4500" },
        { label: "only $90", url: "" },
      ],
    };
    expect(found({ fields })).toEqual([
      { field: "text", level: "leak" },
      { field: "cta_links[1].label", level: "leak" },
    ]);
  });

  it("takes no id for an amount, and an amount beside one for none less", () => {
    const ids = ["9bc58ef1-cad2-447a-a8cc-ff19bd716e62", "aed801c0-4ac7-4e9a-8a89-16e4717f4fb0"];
    const row = { relation: "console.audit_log", sensitive: null };
    for (const id of ids) {
      expect(found({ ...row, fields: { subject_id: id, row_key: `${id} 5` } })).toEqual([]);
      expect(found({ ...row, fields: { subject_id: `${id} for $450` } })).toHaveLength(1);
    }
  });

  it("takes no hash, time, code or count for an amount", () => {
    const fields = {
      text: "The MX8 in 12 gauge, serial 58301, made in 1964.",
      content_hash: "5eur00123456789",
      manifest_values: { pipeline: "pricing:r2:400-800", category: "pricing-lists" },
      curated: { title: { value: "MX8", at: "2026-11-24T05:53:00.120Z", by: "a@b.c" } },
    };
    expect(found({ fields })).toEqual([]);
    const message = "1,250 chunks, 310,400 tokens in 12 s";
    expect(found({ relation: "console.run_events", fields: { message } })).toEqual([]);
  });

  it("looks for the sure signs in a log, whosever row it is", () => {
    const fields = { message: "it costs 5000", reason: "the file changed" };
    for (const sensitive of [true, null])
      expect(found({ relation: "console.run_events", fields, sensitive })).toEqual([
        { field: "message", level: "leak" },
      ]);
  });

  it("tells an amount in a document without the flag, and what only the audit log keeps, from a leak", () => {
    const fields = { text: "It was sold for $500 in 1936." };
    expect(found({ fields, sensitive: false })).toEqual([{ field: "text", level: "unmarked" }]);
    const audit = { relation: "console.audit_log", fields: { from_value: "Case, 450 plus VAT" } };
    expect(found(audit)).toEqual([{ field: "from_value", level: "redacted on reading" }]);
  });

  it("asks after the document that a JSON value names", () => {
    const lanes = [
      { documentId: "a", text: "from 4500 each" },
      { documentId: "b", text: "from 4500 each" },
    ];
    const row = { relation: "console.frozen_results", fields: { lanes }, sensitive: null };
    expect(found(row, { a: true, b: false })).toEqual([{ field: "lanes[0].text", level: "leak" }]);
  });

  it("finds an amount in a path", () => {
    expect(found({ relation: "public.documents", fields: { path: "a/case-450-eur.md" } })).toEqual([
      { field: "path", level: "leak" },
    ]);
  });
});
