import { foldText } from "#lib/guardrail/fold-text.ts";

/** An amount that was planted: `text` holds it, `needle` is how its number is written, without blanks. */
export type Canary = { text: string; needle: string; anchored: boolean };

type Random = () => number;

/** Mulberry32: the same seed gives the same numbers everywhere. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const zeros = ["٠", "۰", "०", "০", "๐", "０", "𝟎", "𝟬"];
const signs = [
  "$",
  "€",
  "£",
  "¥",
  "₹",
  "₽",
  "₺",
  "＄",
  "￡",
  "US$",
  "A$",
  "&euro;",
  "&#36;",
  "\\$",
  "**$**",
];
const codes = [
  "USD",
  "EUR",
  "GBP",
  "CHF",
  "JPY",
  "CAD",
  "AUD",
  "SEK",
  "PLN",
  "AED",
  "Euro",
  "ＵＳＤ",
];
const words = [
  "dollars",
  "euros",
  "pounds sterling",
  "Swiss francs",
  "yen",
  "rubles",
  "kronor",
  "pesos",
  "bucks",
];
const gaps = ["", " ", "\u00a0", "\u202f", "\n", " \n"];
const sentences: ((amount: string) => string)[] = [
  (amount) => `The MX8 is ${amount} today.`,
  (amount) => `In 2019 a 12 gauge barrel of 29 1/2" was ${amount}, including the case.`,
  (amount) => `- Top lever (part 103): ${amount}`,
  (amount) => `> ${amount}\n> for the SC2`,
  (amount) => `${amount}`,
  (amount) => `HT 2020 — ${amount} — 32 weeks`,
  (amount) => `**${amount}** before tax`,
  (amount) => `Ask for it (${amount}); a second one is ${amount}.`,
];

/** One amount, from the random source: sign, code or word of money, in some locale and script. */
export function anchoredCanary(random: Random): Canary {
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T;
  const value = 301 + Math.floor(random() * (random() < 0.5 ? 699 : 98_000));
  const needle = written(value, random);
  const [sign, code, word, gap] = [pick(signs), pick(codes), pick(words), pick(gaps)];
  const other = written(value + 500, random);
  const amount = pick([
    `${sign}${gap}${needle}`,
    `${needle}${gap}${sign}`,
    `${code} ${needle}`,
    `${needle} ${code}`,
    `${code}${needle}`,
    `${needle}${gap || " "}${word}`,
    `${sign}${needle}–${other}`,
    `${other} to ${needle} ${code}`,
    `between ${needle} and ${other} ${word}`,
    `${sign}${needle},-`,
  ]);
  return { text: pick(sentences)(amount), needle: bare(needle), anchored: true };
}

/** One amount that only its words betray: it stands in a document about prices. */
export function likelyCanary(random: Random): Canary {
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T;
  const value = 2101 + Math.floor(random() * 96_000);
  const needle = written(value, random);
  const text = pick([
    `The stock costs ${needle}.`,
    `Price of the MX8: ${needle}`,
    `priced at ${needle} in 2020`,
    `A deposit of ${needle} is due.`,
    `Top lever ........ ${needle}`,
    `We ask ${needle} each.`,
    `${needle} plus tax`,
    `From ${needle} to ${written(value + 900, random)}, by grade.`,
    `The upgrade adds ${needle} to the invoice.`,
    `Fee\n\n${needle}`,
    `It was sold for ${needle} in Brescia.`,
    `Il prezzo è ${needle}.`,
    `Der Preis beträgt ${needle}.`,
  ]);
  return { text, needle: bare(needle), anchored: false };
}

/** A number as some locale, script or habit writes it. */
function written(value: number, random: Random): string {
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T;
  const cents = random() < 0.4 ? String(Math.floor(random() * 90) + 10) : "";
  const [thousands, decimal] = pick([
    [",", "."],
    [".", ","],
    ["'", "."],
    ["’", "."],
    [" ", ","],
    ["\u00a0", ","],
    ["\u202f", ","],
    ["", "."],
  ] as const);
  const whole = String(value).replace(/\B(?=(\d{3})+$)/g, thousands);
  const text = cents ? `${whole}${decimal}${cents}` : whole;
  const zero = random() < 0.15 ? pick(zeros) : "0";
  return text.replace(/\d/g, (digit) =>
    String.fromCodePoint((zero.codePointAt(0) ?? 48) + Number(digit)),
  );
}

/** As foldText writes it, without blanks: what a search for a leak looks for. */
function bare(number: string): string {
  return foldText(number).text.replace(/\s/g, "");
}

// Seconds and their thousandths look like an amount: of 46.116 some row's time was taken for one.
const time = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?/g;

/** Which of these numbers stand in a text, however they are written there; not as part of a time. */
export function standingIn(text: string, needles: string[]): string[] {
  const plain = foldText(text).text.replace(time, "a time");
  const tight = plain.replace(/\s/g, "");
  return [...new Set(needles)].filter(
    (needle) =>
      tight.includes(needle) &&
      new RegExp(`(?<![\\d.a-f-])${[...needle].map(escaped).join("\\s*")}(?![\\da-f-])`, "u").test(
        plain,
      ),
  );
}

const escaped = (sign: string) => sign.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
