import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { removed } from "./fold-text.ts";
import { redactQuery } from "./redact.ts";

// Of each, the letters between two digits spell a currency.
const spelling = ["9bc58ef1-cad2-447a-a8cc-ff19bd716e62", "1e0a9cad-71ff-4d5e-8f00-0123456789ab"];

const amounts = ["$450", "EUR 9,000", "450 euro", "costs 5000", "USD5k", "9 cad"];
const words = ["frame", "MX8", "of", "12 gauge", "-", "(", "?", "id:"];

describe("ids in a query", () => {
  it.each(spelling)("leaves %s whole, in any case and place", (id) => {
    for (const text of [id, `${id}?`, `chunk ${id.toUpperCase()}: why`, `(${id})`, `${id} ${id}`])
      expect(redactQuery(text)).toBe(text);
  });

  it("takes the amounts around them out", () => {
    for (const id of spelling)
      for (const amount of amounts) {
        const left = redactQuery(`${amount} ${id} ${amount}`);
        expect(left).toContain(id);
        expect(left.replaceAll(id, "").replaceAll(removed, "")).not.toMatch(/\d/);
      }
  });

  it("takes nothing for an id that is none: digits alone, part of a word, half of one", () => {
    for (const text of ["12345678-1234-1234-1234-123456789012 EUR", "9cad-71ff", "x 9cad 71"])
      expect(redactQuery(text)).toContain(removed);
    const [id = ""] = spelling;
    expect(redactQuery(`4${id}`)).not.toContain(id);
  });

  it("whatever stands around them: every id stays, and what is left of the rest holds no amount", () => {
    const piece = fc.oneof(
      fc.uuid().filter((id) => /[a-f]/.test(id)),
      fc.constantFrom(...spelling, ...amounts, ...words),
      fc.integer({ min: 0, max: 99_999 }).map(String),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
        const once = redactQuery(parts.join(" "));
        expect(redactQuery(once)).toBe(once);
        const ids = parts.filter((part) => part.length === 36);
        for (const id of ids) expect(once).toContain(id);
        // A word in place of each id: the rule without ids finds nothing more to take.
        const rest = ids.reduce((text, id) => text.replaceAll(id, "frame"), once);
        expect(redactQuery(rest)).toBe(rest);
      }),
      { numRuns: 500 },
    );
  });
});
