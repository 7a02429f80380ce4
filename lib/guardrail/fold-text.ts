/** A text made plain for the price rules: `starts[i]`…`ends[i]` is where its unit `i` stood in the original. */
export type Folded = { text: string; starts: Uint32Array; ends: Uint32Array };

/** Where an amount was taken out. One unit in a folded text, so that its own words mean nothing. */
export const removed = "[price removed]";
export const mark = "\uE000";

const entities: Record<string, string> = {
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  euro: "$",
  pound: "$",
  yen: "$",
  cent: "$",
  dollar: "$",
  curren: "$",
  comma: ",",
  period: ".",
  apos: "'",
};
const entity = /&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});/iy;
const tag = /<\/?[a-z][^<>\n]{0,200}>/iy;
const plain = new Map<string, string>([
  ..."*`~\\".split("").map((sign) => [sign, ""] as const),
  ["_", " "],
  [mark, " "],
]);

/**
 * Digits of every script, full-width letters, all signs of money, blanks, dashes and apostrophes as one ASCII form
 * each; emphasis, escapes and what has no width left out; entities read. Case and line breaks stay.
 */
export function foldText(text: string): Folded {
  const starts = new Uint32Array(text.length + 1);
  const ends = new Uint32Array(text.length + 1);
  let out = "";
  let length = 0;
  for (let at = 0; at < text.length; ) {
    const [unit, size] = next(text, at);
    for (let part = 0; part < unit.length; part++, length++) {
      starts[length] = at;
      ends[length] = at + size;
    }
    out += unit;
    at += size;
  }
  return { text: out, starts, ends };
}

function next(text: string, at: number): [string, number] {
  const code = text.charCodeAt(at);
  if (code === 0x5b && text.startsWith(removed, at)) return [mark, removed.length];
  if (code === 0x26 || code === 0x3c) {
    const rule = code === 0x26 ? entity : tag;
    rule.lastIndex = at;
    const found = rule.exec(text);
    if (found) return [code === 0x3c ? " " : decoded(found[1] ?? ""), found[0].length];
  }
  const unit = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (code < 0x80 && !plain.has(unit)) return [code === 0x24 ? "$" : unit, 1];
  return [foldUnit(unit), unit.length];
}

function decoded(name: string): string {
  if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? " ";
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? foldUnit(String.fromCodePoint(code)) : " ";
}

function foldUnit(unit: string): string {
  let folded = plain.get(unit);
  if (folded === undefined) {
    folded = compute(unit);
    plain.set(unit, folded);
  }
  return folded;
}

function compute(unit: string): string {
  if (/\p{Nd}/u.test(unit)) return digit(unit);
  if (/\p{Sc}/u.test(unit)) return "$";
  if (/\p{Default_Ignorable_Code_Point}|\p{Cf}/u.test(unit)) return "";
  if (/[\p{Zs}\t\u2028\u2029\u0085]/u.test(unit)) return " ";
  if (/[‘’ʼʹ＇´]/.test(unit)) return "'";
  if (/[\p{Pd}−]/u.test(unit)) return "-";
  if (unit === "٫") return ".";
  if (unit === "٬" || unit === "،" || unit === "、") return ",";
  const compatible = unit.normalize("NFKC");
  if (/\p{No}/u.test(unit)) return /^\d$/.test(compatible) ? compatible : unit.slice(0, 1);
  if (compatible !== unit && /^[\x20-\x7e]$/.test(compatible))
    return plain.get(compatible) ?? compatible;
  return unit;
}

/** The value of a decimal digit: they stand in runs of ten in Unicode. */
function digit(unit: string): string {
  const code = unit.codePointAt(0) ?? 0;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  let first = code;
  while (first > 0 && code - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String(code - first);
}
