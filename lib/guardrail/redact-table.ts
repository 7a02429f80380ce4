import { foldText, removed } from "./fold-text.ts";
import { currency } from "./money-words.ts";
import { redactNumbers } from "./redact-numbers.ts";

const amountName =
  /(?:^|[^\p{L}])(?:prices?|pricing|costs?|amounts?|msrp|rrp|retail|wholesale|net|gross|fees?|(?:up|sur)?charges?|discounts?|deposits?|tariffs?|totals?|subtotals?|vat|tax(?:es)?|margins?|usd|eur|gbp|chf|jpy|cad|aud|dollars?|euros?|prezz[io]|cost[oi]|listino|importo|preise?|kosten|betrag|prix|tarifs?|montant|precios?|importe|preço|цена|価格|价格|가격)(?![\p{L}])|\$/iu;
const codeName =
  /\b(?:numbers?|no|nr|codes?|sku|ref|references?|gauges?|ga|bore|sizes?|years?|lengths?|weights?|widths?|heights?|models?|grades?|ids?|quantity|qty|versions?|parts?|orders?|index|serials?|chapters?|diameters?|travel|teeth|speeds?)\b/i;

/** True for a name of a column or a key that says: what stands here is an amount. */
export function namesAmount(name: string): boolean {
  const plain = words(name);
  return amountName.test(plain) && !/\b(?:categor|type|group|list|path|note)/i.test(plain);
}

/** True for a name of a column or a key whose bare numbers are codes or measures. */
export function namesCode(name: string): boolean {
  return codeName.test(words(name));
}

/** Which columns hold amounts: by header, because most of their cells do, or beside a column of currencies. */
export function amountColumns(header: string[], rows: string[][]): Set<number> {
  const found = new Set<number>();
  const currencies = header.map((_, column) => rows.some((row) => isCurrency(row[column] ?? "")));
  for (const [column, name] of header.entries()) {
    const cells = rows.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
    const besides = Boolean(currencies[column - 1] || currencies[column + 1]);
    const amounts = cells.filter(
      (cell) => isAmountCell(cell, name) || (besides && isNumber(cell) && !namesCode(name)),
    ).length;
    if (namesAmount(name) || (cells.length > 0 && amounts * 2 >= cells.length)) found.add(column);
  }
  return found;
}

/** A cell or value of a sensitive document: text redacted; a bare number only under a code's name. */
export function redactCell(value: string, name: string): string {
  if (isAmountCell(value, name)) return "";
  if (/^[\d\s.,'’/–-]+$/.test(value) && namesCode(name)) return value;
  return redactNumbers(value);
}

/** Markdown tables without their columns of amounts and with redacted cells; what stands between them redacted. */
export function redactTables(text: string): string {
  const parts: string[] = [];
  let prose: string[] = [];
  const lines = text.split("\n");
  const endProse = () => {
    if (prose.length > 0) parts.push(redactNumbers(prose.join("\n")));
    prose = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (!line.includes("|") || !isDelimiter(lines[at + 1] ?? "")) {
      prose.push(line);
      continue;
    }
    endProse();
    const table = [line];
    for (at++; at < lines.length && (lines[at] ?? "").includes("|"); at++)
      table.push(lines[at] ?? "");
    at--;
    parts.push(redactTable(table));
  }
  endProse();
  // Amounts may only appear once the parts stand side by side.
  return parts.join("\n");
}

function redactTable([head = "", delimiter = "", ...body]: string[]): string {
  const header = cellsOf(head);
  const rows = body.map(cellsOf);
  const dropped = amountColumns(header, rows);
  const columns = header.map((_, at) => at).filter((at) => !dropped.has(at));
  if (columns.length === 0) return removed;
  const named = header.map((name) => redactNumbers(name));
  const clean = rows.map((row) => columns.map((at) => redactCell(row[at] ?? "", header[at] ?? "")));
  const same =
    dropped.size === 0 &&
    named.every((name, at) => name === header[at]) &&
    clean.every(
      (row, at) =>
        row.every((cell, column) => cell === (rows[at]?.[column] ?? "")) &&
        (rows[at]?.length ?? 0) <= columns.length,
    );
  if (same) return [head, delimiter, ...body].join("\n");
  const rules = cellsOf(delimiter);
  return [columns.map((at) => named[at] ?? ""), columns.map((at) => rules[at] ?? "---"), ...clean]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function isDelimiter(line: string): boolean {
  return (
    line.includes("-") &&
    /^\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$/.test(line) &&
    line.includes("|")
  );
}

function isAmountCell(cell: string, name: string): boolean {
  const text = foldText(cell).text.trim();
  if (/^[+-]?[\s$]*\d[\d.,'\s]*(?:[.,]-{1,2}|%|k)?\s*\$?$/i.test(text))
    return /[$%k]/i.test(text) || (!namesCode(name) && (/\D/.test(text) || Number(text) >= 100));
  return redactNumbers(cell) !== cell && text.replace(/[\d\W_]/g, "").length < 4;
}

function isCurrency(cell: string): boolean {
  const text = foldText(cell).text.trim();
  return text.length < 12 && text !== "" && text.replace(currency, "").trim() === "";
}

function isNumber(cell: string): boolean {
  return /^[+-]?\d[\d.,'\s]*$/.test(foldText(cell).text.trim());
}

function words(name: string): string {
  return foldText(name.replace(/([a-z])([A-Z])/g, "$1 $2")).text.replace(/[_-]+/g, " ");
}
