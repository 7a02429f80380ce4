// The vocabulary of the price rules, for folded text: every sign of money is "$" there.

const before = String.raw`(?<![\p{L}])`;
const after = String.raw`(?![\p{L}])`;

/** Codes and abbreviations that stand before or behind the number. Those that are words too only in capitals. */
const codes =
  "usd|eur|gbp|chf|sfr|jpy|cad|aud|nzd|sek|nok|dkk|isk|pln|czk|huf|ron|bgn|rub|uah|cny|rmb|hkd|sgd|krw|inr|thb|idr|myr|php|vnd|zar|brl|mxn|ars|clp|aed|sar|qar|kwd|bhd|omr|ils|egp|tnd|ngn|kes|pkr|bdt|lkr|twd|kr|zł|kč|rs|euros?|евро|руб|лв|дол";

/** Words of money behind a number. */
const words =
  "dollars?|dollari|d[oó]lares|bucks?|quid|cents?|eurocents?|pence|pounds? sterling|sterling|livres sterling|sterline|francs?|franken|franchi|francos|yen|yuan|renminbi|kroner?|kronor|kronur|crowns|korun|złotych|zloty|rubles?|roubles?|рублей|рубля|долларов|rupees?|pesos?|reais|rand|dirhams?|riyals?|lira|lire|forints?|dinars?|shekels?|baht|ringgit|hryvnias?|دولار|يورو|درهم|ريال";

const nations =
  "(?:us|u\\.s\\.|american|canadian|australian|new zealand|hong kong|singapore|swiss|british|czech|danish|swedish|norwegian|japanese|chinese|mexican)";

const unspaced = "円|元|圆|圓|원|ドル|ユーロ|달러|유로|欧元|美元";

/** One mention of money. Group `word`: a word that only counts behind a number. */
export const currency = new RegExp(
  String.raw`(?:${before}(?:us|ca?|au?|nz|hk|sg?|r|mx|nt))?\$(?:${before}(?:us|ca|au))?|${before}(?:${codes}|(?-i:TRY|MAD|PEN|COP))${after}\.?|(?<word>${before}(?:${nations}[\s-]+)?(?:${words})${after}|${unspaced})`,
  "giu",
);

const group = String.raw`(?:[ .,']|[.,']\s*\n\s*)`;

/** A number as written in any locale, in ASCII digits. */
export const number = String.raw`(?:\d{1,3}(?:${group}\d{3}(?!\d))+|\d{1,3}(?:,\d{2})+,\d{3}(?!\d)|\d+)(?:[.,]\d+|[.,]\s*\n\s*\d{2}(?!\d))?`;
export const size = String.raw`(?:[\s-]?(?:k|m|mn|mio|mln|mrd|bn|tsd|thousand|millions?|billions?|hundred|lakhs?|crores?|mila|milioni|tausend|mille|mil|grand|тыс\.?|[万億亿千百])(?![\p{Ll}\d]))?(?:[.,]-{1,2}(?!\d))?`;

export const join = String.raw`\s*(?:-|\/|~|…|\.\.\.?|to|and|or|bis|und|oder|a|à|et|ou|e|y|o|through|until|up to)\s*`;

export const numberWord =
  "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|half|several|few|couple|a|an|of|and|\\p{L}*(?:tausend|hundert|mila|cento|mille|cents|cientos|vingt|trente|quarante|cinquante|soixante|venti|trenta|zwanzig|dreißig|vierzig|fünfzig|sechzig)\\p{L}*|mil|deux|trois|quatre|cinq|huit|neuf|dix|due|quattro|cinque|sette|otto|dieci|dos|tres|cuatro|cinco|siete|ocho|nueve|diez|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)";

/** Words that say: the number that follows is what something costs. */
export const priceWord = `(?:pric(?:e|es|ed|ey|ing)|cost(?:s|ing|ed)?|msrp|rrp|fees?|(?:up|sur)?charg(?:e|es|ed|ing)|discount(?:s|ed)?|rebates?|deposits?|down payment|for only|only|pays?|paying|paid|payable|payment|sells? (?:for|at)|sold (?:for|at)|starts? (?:at|from)|starting (?:at|from|price)|retails?|worth|invoiced?|balance|(?:sub)?total(?:s|ling|led)?|amount(?:s|ing|ed)?|quot(?:e|es|ed)|offer(?:ed)?|budget|value[ds]? at|spend|spent|tax|vat|iva|mwst|net|gross|wholesale|margin|commission|salary|wages?|revenue|turnover|expensive|cheap(?:er)?|save[ds]?|savings|prezz[io]|cost[oia]|costano|listino|preise?n?|kostet|kosten|prix|tarifs?|co[uû]te?(?:nt)?|precios?|cuestan?|coste|preço|цен[аы]|стоит|dollars?|euros?|usd|eur|gbp|chf|currency)|価格|値段|价格|가격`;

/** Words right behind a number that say the same. */
export const priceTail = String.raw`(?:each|apiece|a piece|per (?:unit|piece|gun|barrel|set|pair|item|person|hour|head)|extra|surcharge|up ?charge|net\b|gross|plus (?:tax|vat|shipping)|(?:incl?|excl?|ex|including|excluding|before|after|with|without|\+)\.? ?(?:the )?(?:tax|vat|iva|mwst|duty|shipping)|retail|msrp|list price|off\b|discount|deposit|down\b|upfront|is (?:the|our|its) price)`;
