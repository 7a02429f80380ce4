// What is no price: the measures and the words before a code, for folded text.

const marks = String.raw`(?:"|”|″|'(?!\d)|′)`;

/** Units and things that are counted. A number before one of them is a measure or a count. */
const unit = String.raw`(?:(?:mm|cm|km|m|kg|g|mg|lbs?|oz|gr|ga|psi|bar|rpm|nm|ml|l|cl|tpi|lpi|fps|mph|kmh|v|w|kw|hz|mb|gb|hp|pt|px|ms|s|h|min|sec|yd|yds|ft|j)(?![\p{L}\d])|in\.|inch(?:es)?|gauges?|bores?|cal(?:ibers?|ibres?)?(?![\p{L}])|°|º|degrees?|grams?|grains?|kilograms?|met(?:er|re)s?|millimet(?:er|re)s?|centimet(?:er|re)s?|feet|foot|yards?|miles?|ounces?|lit(?:er|re)s?|joules?|lines per inch|years?|months?|weeks?|days?|hours?|minutes?|seconds?|seasons?|decades?|centur(?:y|ies)|generations?|shots?|shells?|rounds?|cartridges?|targets?|clays?|birds?|pieces?|pcs|parts?|teeth|speeds?|spokes?|gears?|steps?|stations?|stages?|operations?|pages?|chapters?|sections?|models?|versions?|guns?|shotguns?|barrels?|chokes?|ribs?|frames?|stocks?|triggers?|firing pins?|pins?|springs?|screws?|coats?|layers?|grades?|colou?rs?|options?|dealers?|countries|people|persons?|employees|craftsm[ae]n|artisans?|athletes?|shooters?|riders?|riding|medals?|gold|silver|bronze|olympic|wins?|titles?|championships?|points?|competitions?|times|copies|units?|serials?|bicycles?|bikes?|frames?|wheels?|tubes?|files?|documents?|questions?|customers?|owners?|flat springs?)(?![\p{L}])`;

const further = String.raw`(?:\s?(?:-|\/|,|x|×|and|or|to|&)\s?\.?\d{1,4}(?:[.,]\d+)?(?:\s\d{1,2}\/\d{1,2})?){0,4}`;

export const measureBehind = new RegExp(String.raw`^${further}[\s-]{0,2}${unit}`, "iu");

/** Inches and feet: only behind what may be a length, for the sign is a closing quotation mark too. */
export const inchBehind = new RegExp(String.raw`^${further}\s?${marks}`, "u");

const codeWords =
  "numbers?|no|nos|nr|n°|№|parts?|p\\/n|serials?|models?|sku|refs?|references?|codes?|gauges?|ga|bores?|frame size|sizes?|types?|pages?|pp?|chapters?|sections?|steps?|stations?|figures?|fig|tables?|ids?|versions?|series|iso|din|en|lots?|batch|grades?|lengths?|weights?|widths?|heights?|diameters?|quantity|qty|count|ages?|index|phases?|levels?|days?|weeks?|rule|note|part number|tel|phone";

/** A word that says: the number that follows is a code, a place or a measure. Lists of numbers are read through. */
export const codeBefore = new RegExp(
  String.raw`(?:(?<![\p{L}])(?:${codeWords})(?:\.|s)?|#)\s*(?:is|are|of|from)?\s*[:#=-]?\s*(?:\.?\d+\s?(?:,|-|\/|to|and|or|&|through)\s?(?:and |or )?){0,8}$`,
  "iu",
);

/** A word before the number of a place with two parts: version 2.10. */
export const placeBefore = /(?:versions?|sections?|chapters?|figures?|tables?|§)\s*$/iu;

/** Whole shapes that are never a price by themselves. */
export const shapes = [
  /(?<![\d.,])\d{4}-\d{2}-\d{2}(?!\d)|(?<![\d.,])\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d)/g,
  /(?<![\d.,:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/g,
  /(?<![\d.,/])(?:\d{1,2}[\s-])?\d{1,2}\/(?:2|3|4|8|16|32|64)(?![\d/.,]\d|\d)/g,
  /(?<![\d.,])\d{1,2}(?:\.\d{1,2}){2,}(?![\d.,]\d|\d)/g,
  /(?<=^[ \t>]*(?:#{1,6}\s+)?)\d{1,2}(?:\.\d{1,2})*[.)]?(?=\s+\p{L})/gmu,
  /(?<=^[ \t>]*)\d{1,3}[.)](?=\s)/gm,
  // The number of a heading within a path of headings.
  /(?<=\s>\s)\d{1,2}(?:\.\d{1,2})*(?:[.)]|(?<=\.\d{1,2}))(?=\s+\p{Lu})/gu,
  /(?<![\d\p{L}.,])\.\d{2,3}(?!\d)/gu,
];

// Short words in capitals that are no model's prefix.
const noPrefix = new Set(
  "A AN AND AT BY FOR IN IS IT NO OF ON OR THE TO UP RIB SET ALL TOP PIN GUN NET TAX VAT SUM FEE PER EA EXT NEW OLD ONE TWO PAY BUY GET WAS ARE NOW JUST IVA INC EX".split(
    " ",
  ),
);

/** True where the text ends in the prefix of a model or a standard: HT 2020, MX 410. */
export function endsInPrefix(text: string): boolean {
  const found = /(?:^|[^\p{L}\d])([A-Z]{1,3})\s$/u.exec(text);
  return found?.[1] !== undefined && !noPrefix.has(found[1]);
}
