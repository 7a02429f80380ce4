import { holdsAmount, redactProse } from "./redact.ts";

const amountName =
  /\b(?:prices?|costs?|amounts?|msrp|rrp|retail|wholesale|net|gross|fees?|charges?|surcharges?|upcharges?|discounts?|deposits?|tariffs?|totals?|vat|tax|margins?|usd|eur|gbp|chf|dollars?|euros?)\b|[$€£¥]/i;
const codeName =
  /\b(?:numbers?|no|nr|codes?|sku|ref|references?|gauges?|ga|bore|sizes?|frames?|years?|lengths?|weights?|widths?|heights?|models?|grades?|ids?|quantity|qty|versions?|parts?|orders?|index|serials?|chapters?|diameters?|travel|teeth|speeds?)\b/i;

/** True for a name of a column or a key that says: what stands here is an amount. */
export function namesAmount(name: string): boolean {
  const plain = words(name);
  return amountName.test(plain) && !/\b(?:categor|type|group|list|path|note)/i.test(plain);
}

/** True for a name of a column or a key whose bare numbers are codes or measures. */
export function namesCode(name: string): boolean {
  return codeName.test(words(name));
}

/** Which columns hold amounts: by header, or because most of their cells do. */
export function amountColumns(header: string[], rows: string[][]): Set<number> {
  const found = new Set<number>();
  for (const [column, name] of header.entries()) {
    const cells = rows.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
    const amounts = cells.filter((cell) => isAmountCell(cell, name)).length;
    if (namesAmount(name) || (cells.length > 0 && amounts * 2 >= cells.length)) found.add(column);
  }
  return found;
}

/** A cell or value of a sensitive document: text redacted; a bare number only under a code's name. */
export function redactCell(value: string, name: string): string {
  if (isAmountCell(value, name)) return "";
  if (/^[\d\s.,'’]+$/.test(value) && namesCode(name)) return value;
  return redactProse(value);
}

function isAmountCell(cell: string, name: string): boolean {
  const text = cell.trim();
  if (/^[+-]?[\s$€£¥]*\d[\d.,'’\s]*(?:,-|%)?\s*[$€£¥]?$/.test(text))
    return /[$€£¥%]/.test(text) || (!namesCode(name) && (/\D/.test(text) || Number(text) >= 100));
  return holdsAmount(text) && text.replace(/[\d\W]/g, "").length < 4;
}

function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ");
}
