import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { removed } from "./fold-text.ts";
import { holdsAmount, pathHoldsAmount, redactAnchored, redactProse } from "./redact.ts";
import { amountColumns, redactCell } from "./redact-table.ts";

describe("redactProse", () => {
  it.each([
    "$300.00",
    "$6,990.00",
    "€ 1.250,-",
    "CHF 12'500",
    "USD 4500",
    "4500 USD",
    "12,500 dollars",
    "1.200 euro",
    "£3k",
    "$5,000–7,000",
    "US$ 250",
    "twelve thousand dollars",
    "14,900",
    "priced at 8900",
    "a fee of 75",
    "489.44",
    "costs 2000",
    "$1.5 million",
  ])("removes %s", (amount) => {
    const redacted = redactProse(`The MX8 is ${amount} today.`);
    expect(redacted).toContain(removed);
    expect(redacted).not.toMatch(/\d[\d.,']{2,}|\d\s*(?:USD|dollars)|dollars/);
    expect(redacted).toContain("The MX8 is");
  });

  it.each([
    "MX8",
    "SC2",
    "2-G",
    "12 gauge",
    '29 1/2"',
    "MX2000/8",
    "28 - .410 ga.",
    "in 1964",
    "HT 2020",
    "20 lines per inch",
    "450 mm",
    "TM9X",
    "1960s",
  ])("keeps %s", (text) => {
    expect(redactProse(`A gun with ${text} in it.`)).toBe(`A gun with ${text} in it.`);
  });

  it.each([
    "450.EUR",
    "450-EUR",
    "USD: 864",
    "EUR=850",
    "SEK 450",
    "₹950",
    "99¢",
    "€ ٤٥٠",
    "４５０€",
    "450\u200b€",
    "€<b>450</b>",
    "&euro;450",
    "**450** euros",
    "Fr. 1950.-",
    "450 plus VAT",
    "Lugged frame 950",
    "Saddle: 450",
    "| Frame | 1950 |",
  ])("removes the number of %s", (text) => {
    expect(redactProse(text)).toContain(removed);
    expect(redactProse(text)).not.toMatch(/\p{Nd}/u);
  });

  it("drops columns of amounts from a table and keeps its codes", () => {
    const table =
      "| Model | Part no. | Frame | EUR |\n|---|---|---|---|\n| MX8 | 6104 | 871 | 1872 |";
    expect(redactProse(table)).toBe("| Model | Part no. |\n| --- | --- |\n| MX8 | 6104 |");
  });

  it("leaves no amount and changes nothing the second time", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "$",
        "€",
        " ",
        "USD",
        "cost",
        "price",
        ".",
        ",",
        "-",
        "MX8",
        "12 gauge",
        "\u00a0",
        "k",
        "to",
        "dollars",
      ),
      fc.integer({ min: 0, max: 99_999 }).map(String),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (parts) => {
        const once = redactProse(parts.join(""));
        expect(redactProse(once)).toBe(once);
        expect(holdsAmount(once)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe("redactAnchored", () => {
  it("takes amounts out of a query and keeps the rest", () => {
    expect(redactAnchored("Is the MX8 12 gauge below $9,000 in 2024?")).toBe(
      `Is the MX8 12 gauge below ${removed} in 2024?`,
    );
  });
});

describe("pathHoldsAmount", () => {
  it.each(["a/frame-5000-eur.md", "price-4500.md", "x/EUR_450.csv", "docs/usd5k.md"])(
    "refuses %s",
    (path) => expect(pathHoldsAmount(path)).toBe(true),
  );
  it.each(["pricing-lists/2025.csv", "MX8-price-list-2024.csv", "a/HT_2020_rib-12.md"])(
    "takes %s",
    (path) => expect(pathHoldsAmount(path)).toBe(false),
  );
});

describe("amountColumns", () => {
  it("finds columns by header and by content", () => {
    const header = ["MODEL", "PART NUMBER", "STOCK PRICE", "Value", "GAUGE"];
    const rows = [
      ["MX8", "6104", "", "$12.00", "12"],
      ["SC2", "6161", "", "1,240.00", "20"],
    ];
    expect([...amountColumns(header, rows)]).toEqual([2, 3]);
  });

  it("keeps a code and drops a bare number elsewhere", () => {
    expect(redactCell("6104", "PART NUMBER")).toBe("6104");
    expect(redactCell("6104", "Option")).toBe("");
    expect(redactCell("Choke tube $140", "Description")).not.toContain("140");
  });
});

it.each(["Both items: 4500", "entries 6990", "rows: 1250"])(
  "removes a bare number behind a word for several things: %s",
  (text) => {
    expect(redactProse(text)).toMatch(/\[price removed\]$/);
  },
);
