import { mark } from "./fold-text.ts";
import {
  codeBefore,
  endsInPrefix,
  inchBehind,
  measureBehind,
  placeBefore,
  shapes,
} from "./measures.ts";
import { currency, join, number, numberWord, priceTail, priceWord, size } from "./money-words.ts";

export type Span = [start: number, end: number];

const sum = `${number}${size}`;
const money = String.raw`\s{0,6}(?:(?:us|ca|au)?\$|usd|eur|gbp|chf)?\s{0,6}`;
const following = new RegExp(String.raw`\s{0,6}${sum}(?:${join}${money}${sum})*`, "iuy");
const leading = new RegExp(
  String.raw`(?<![\p{L}\d]|\d[.,'/])(?:${sum}${money}${join}\$?\s?)*${sum}(?:\s{0,6}|-)$`,
  "iu",
);
const loose = new RegExp(String.raw`\d${size}\s{0,6}$`, "iu");
const spelled = new RegExp(
  String.raw`(?<![\p{L}])(?:${numberWord}[\s-]+)*(?!(?:of|and|an?)\s)${numberWord}\s+$`,
  "iu",
);

/** Amounts beside a sign, a code or a word of money, in folded text. */
export function findAnchored(text: string): Span[] {
  const spans: Span[] = [];
  for (const found of text.matchAll(currency)) {
    const start = found.index;
    const end = start + found[0].length;
    const head = text.slice(Math.max(0, start - 80), start);
    const left =
      leading.exec(head) ??
      (found[0].includes("$") ? loose.exec(head) : null) ??
      (found.groups?.word ? spelled.exec(head) : null);
    following.lastIndex = end;
    const right = found.groups?.word ? null : following.exec(text);
    const from = left ? start - head.length + left.index : start;
    const to = right ? end + right[0].length : end;
    if (left && right) spans.push(nearer(text, { from, start, end, to }));
    else if (left) spans.push([from, end]);
    else if (right) spans.push([start, to]);
  }
  return merged(spans);
}

type Between = { from: number; start: number; end: number; to: number };

/** A number on each side: the one that touches; where none or both do, both go, save a measure behind. */
function nearer(text: string, { from, start, end, to }: Between): Span {
  const touchesLeft = /\S/.test(text[start - 1] ?? " ");
  const touchesRight = /\S/.test(text[end] ?? " ");
  if (touchesRight && !touchesLeft) return [start, to];
  if (touchesLeft && !touchesRight && text[start - 1] !== "-") return [from, end];
  if (!touchesRight && measureBehind.test(text.slice(to, to + 40))) return [from, end];
  return [from, to];
}

const scan = new RegExp(
  String.raw`(?<![\p{L}\d])${number}|\d+(?:[.,']\d{3}(?!\d))*(?:[.,]\d+)?`,
  "giu",
);
const large = new RegExp(
  String.raw`(?<![\p{L}])(?:${numberWord}[\s-]+){1,8}(?:hundred|thousand|million)(?:[\s-]+(?:and[\s-]+)?${numberWord}(?!\p{L})){0,8}(?![\p{L}])`,
  "giu",
);
const sizeBehind = new RegExp(`^${size}`, "iu");
const priceBefore = new RegExp(String.raw`(?<![\p{L}])${priceWord}(?![\p{L}])[^.!?|]{0,40}$`, "iu");
const priceClose = new RegExp(
  String.raw`(?<![\p{L}])${priceWord}(?![\p{L}])[^.!?|\d]{0,24}$`,
  "iu",
);
const tailBehind = new RegExp(String.raw`^\s{0,2}${priceTail}(?![\p{L}])`, "iu");
const chained = new RegExp(String.raw`${mark}(?:${join}|\s*[,&+;]\s*|\s*plus\s*)$`, "iu");
const chainBehind = new RegExp(String.raw`^(?:${join}|\s*[,&+]\s*)${mark}`, "iu");
const dated =
  /(?:^|[^\p{L}])(?:in|since|year|years|during|until|before|after|list|lists|early|late|mid|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|edition|season|©)\s*$/iu;
const datedLabel =
  /(?:years?|founded|established|since|born|opened|built|made|introduced|launched|won|date|edition|season)\s*[:=]\s*$/iu;

/**
 * Numbers that may be an amount in a text about prices, in folded text: all but those that are known as a code, a
 * measure, a date, a year, a place or a small count. `certain`: only those that a word of price names.
 */
export function findLikely(text: string, { certain = false } = {}): Span[] {
  const spans: Span[] = [];
  const harmless = shapes.flatMap((shape) => spansOf(text, shape));
  const inShape = new Set(
    harmless.flatMap(([start, end]) => [...Array(end - start).keys()].map((at) => start + at)),
  );
  for (const found of text.matchAll(scan)) {
    const start = found.index;
    if (inShape.has(start)) continue;
    const named = found[0].replace(/[.,]$/, "");
    const number: Found = {
      token: named,
      before: text.slice(Math.max(0, start - 64), start),
      behind: text.slice(start + named.length, start + named.length + 60),
    };
    if (certain ? !isNamedAmount(number) : isHarmless(number)) continue;
    const more = sizeBehind.exec(number.behind)?.[0].length ?? 0;
    spans.push([start, start + named.length + more]);
  }
  if (!certain)
    for (const [start, end] of spansOf(text, large))
      if (!measureBehind.test(text.slice(end, end + 40))) spans.push([start, end]);
  return merged(spans);
}

type Found = { token: string; before: string; behind: string };

function isNamedAmount(found: Found): boolean {
  const { token, before, behind } = found;
  const amount = Number(token.replace(/\D/g, "")) >= 100;
  return (
    amount &&
    priceClose.test(clause(before)) &&
    !isMeasure(found) &&
    !/^-?\p{L}/u.test(behind) &&
    !isYear(found)
  );
}

function isHarmless(found: Found): boolean {
  const { token, before, behind } = found;
  const whole = /^\d+$/.test(token);
  const small = (whole && Number(token) < 100) || /^\d{1,2}[.,]\d$/.test(token);
  if (isMeasure(found)) return true;
  if (/^\s?(?:k|thousand|million|grand)(?![\p{L}\d])/iu.test(behind)) return false;
  if (chained.test(before) || chainBehind.test(behind)) return isYear(found);
  if (whole && isGlued(found)) return true;
  if (whole && codeBefore.test(before)) return true;
  if (/^\d{1,2}\.\d{1,2}$/.test(token) && placeBefore.test(before)) return true;
  if (tailBehind.test(behind) || /^[.,]-/.test(behind)) return false;
  if (/(?:[:=]|\.{3,})\s*$/.test(before) && /^\s*(?:$|[\n,;)|])/.test(behind))
    return (whole && Number(token) < 10) || (isYear(found) && datedLabel.test(before));
  if (!small && /\|\s*$/.test(before) && /^\s*\|/.test(behind)) return false;
  const near = clause(before);
  if (isYear(found)) return true;
  if (priceClose.test(near) || (!small && priceBefore.test(near))) return false;
  if (whole && token.length <= 4 && endsInPrefix(before)) return true;
  return small && !/(?:^|\s)\+\s?$/.test(before);
}

function isMeasure({ token, behind }: Found): boolean {
  if (measureBehind.test(behind)) return true;
  return /^\d{1,2}(?:[.,]\d+)?$/.test(token) && inchBehind.test(behind);
}

/** Part of a word: MX8, MX2000/8, 2-G, V-STR58, 3rd, 1960s. Not 5k, price5000 or rib-1540. */
function isGlued({ token, before, behind }: Found): boolean {
  const word = /([\p{L}][\p{L}\d]*)([-/.]?)$/u.exec(before);
  if (word && token.length <= 5) {
    const [, name = "", joint] = word;
    const letters = name.replace(/\d/g, "");
    if (new RegExp(`^(?:${priceWord})$`, "iu").test(letters)) return false;
    if (
      joint === "" ? letters.length <= 6 : letters.length <= 4 && letters === letters.toUpperCase()
    )
      return true;
  }
  const tail = /^(-?)(\p{L}+)/u.exec(behind);
  if (!tail) return false;
  const [, hyphen = "", letters = ""] = tail;
  if (tailBehind.test(letters)) return false;
  if (/^(?:s|st|nd|rd|th|er)$/i.test(letters)) return true;
  if (letters.length <= 3 && letters === letters.toUpperCase()) return true;
  return Number(token) < 100 && (hyphen !== "" || letters.length <= 3);
}

function isYear({ token, before, behind }: Found): boolean {
  if (!/^(?:1[89]\d|20[0-3])\d$/.test(token) || tailBehind.test(behind)) return false;
  const near = clause(before);
  return (
    dated.test(near) ||
    !priceBefore.test(near) ||
    /^(?:1[89]|20)\d{2}\s?[-/]\s?$/.test(near.slice(-7))
  );
}

/** What stands before a number in its own sentence; a blank line ends one unless the number stands alone below it. */
function clause(before: string): string {
  const cut = Math.max(
    before.lastIndexOf(". "),
    before.lastIndexOf("! "),
    before.lastIndexOf("? "),
  );
  const sentence = before.slice(cut + 1);
  const paragraph = /\n[ >]*\n(?=[^\n]*\S)/u.exec(sentence);
  return paragraph ? sentence.slice(paragraph.index + 1) : sentence;
}

function spansOf(text: string, rule: RegExp): Span[] {
  return [...text.matchAll(rule)].map((found) => [found.index, found.index + found[0].length]);
}

function merged(spans: Span[]): Span[] {
  const joined: Span[] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
