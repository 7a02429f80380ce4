/** Names the rules below: a change of theirs makes every sensitive document stale. */
export const redactionVersion = "r1";
export const removed = "[price removed]";

const number = String.raw`\d+(?:[.,'’\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?:\s?(?:k|m|bn|thousand|million|billion)\b)?(?:,-|,–|\.-)?`;
const range = String.raw`(?:\s?(?:-|–|—|to|and|\/)\s?(?:(?:us|ca|au)?[$€£¥]\s*)?${number})?`;
const code = "(?:usd|eur|gbp|chf|jpy|cad|aud)";
const money = `(?:${code}|dollars?|euros?|pounds sterling|cents?|bucks)`;
const word =
  "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|several|few|a|and)";
const priceWord =
  "(?:pric(?:e|es|ed|ing)|costs?|costing|msrp|fees?|surcharges?|charges?|charged|discounts?|deposits?|for only|pays?|paid|sells? (?:for|at)|sold (?:for|at)|starts? (?:at|from)|starting (?:at|from)|retails? (?:for|at)|upcharges?|worth|invoice[ds]?|balance|total(?:s|ling)?|\\+)";
const unit = String.raw`(?:"|”|″|'|′|mm\b|cm\b|m\b|in\b|inch|kg\b|g\b|grams?\b|lbs?\b|oz\b|°|gauges?\b|ga\b|bore\b|shots?\b|lpi\b|years?\b|months?\b|weeks?\b|days?\b|hours?\b|minutes?\b|targets?\b|pieces?\b|teeth\b|speed\b|psi\b|bar\b|rpm\b|nm\b|ml\b|l\b|tpi\b)`;

// A measure may name several numbers: 28 - .410 ga.
const listed = String.raw`(?:\s?(?:-|–|\/|,|and|or)\s?\.?\d+)*\s?`;

// Anchored by a sign, a code or a word of money: amounts wherever they stand.
const anchored = [
  new RegExp(String.raw`(?:\b(?:us|ca|au))?[$€£¥][\s\u00a0\u202f]*${number}${range}`, "gi"),
  new RegExp(String.raw`\b${code}\.?[\s\u00a0\u202f]*${number}${range}`, "gi"),
  new RegExp(
    String.raw`(?<![\w.])${number}${range}[\s\u00a0\u202f]*(?:(?:us|ca|au)?[$€£¥]|${money}\b)`,
    "gi",
  ),
  new RegExp(
    String.raw`\d(?:,-|,–|\.-)?[\s\u00a0\u202f]*(?:k|thousand|million)?[\s\u00a0\u202f]*(?:(?:us|ca|au)?[$]|[€£¥]|(?:${code}|dollars?|euros?|pounds sterling)\b)`,
    "gi",
  ),
  new RegExp(
    String.raw`\b${word}(?:[\s-]+${word})*[\s-]+(?:dollars?|euros?|pounds sterling)\b`,
    "gi",
  ),
];

// Likely in a document about prices: when in doubt, it goes.
const likely = [
  new RegExp(
    String.raw`(?<=\b${priceWord}[^.\n\d]{0,24})(?<![\w.-])${number}%?(?![\d.,]|${listed}${unit})(?![\w-])`,
    "gi",
  ),
  new RegExp(
    String.raw`(?<![\w.,'’-])\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\s?${unit})(?![\w])`,
    "gi",
  ),
  new RegExp(String.raw`(?<![\w.,-])\d+[.,]\d{2}(?!\d|[.,]\d|\s?${unit})(?![\w])`, "gi"),
  new RegExp(
    String.raw`(?<![\w.,'’/-])(?!(?:1[89]|20)\d{2}(?!\d))\d{4,}(?!\s?${unit})(?![\w./-]?\w)`,
    "gi",
  ),
];

/** Amounts beside a sign, a code or a word of money replaced. For any text, queries included. */
export function redactAnchored(text: string): string {
  return replaceAll(text, anchored);
}

/** Every amount, and what may be one, replaced. For text of price-sensitive documents. Idempotent. */
export function redactProse(text: string): string {
  return replaceAll(replaceAll(text, anchored), likely);
}

/** True where an amount, or what may be one, still stands. */
export function holdsAmount(text: string): boolean {
  return [...anchored, ...likely].some((rule) => new RegExp(rule.source, rule.flags).test(text));
}

function replaceAll(text: string, rules: RegExp[]): string {
  let current = text;
  // A replacement may bring two halves of another amount together: until nothing changes.
  for (let round = 0; round < 5; round++) {
    const next = rules.reduce((rest, rule) => rest.replace(rule, removed), current);
    if (next === current) return current;
    current = next;
  }
  return current;
}
