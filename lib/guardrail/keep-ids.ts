/** A UUID as programs write it; one of digits alone was made by nobody. */
export const identifier =
  /(?<![\p{L}\d])(?=[\d-]{0,35}[a-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\p{L}\d])/giu;

// For the price rules neither letter nor number, and another sign than that of an amount taken out.
const place = "\uE001";

/**
 * `redact` over a text whose ids are no amounts: in one of some hundred, letters between the digits spell a currency
 * (9cad-71ff). Where a place of an id went with an amount around it, the ids are redacted like any text.
 */
export function keepIds(text: string, redact: (text: string) => string): string {
  const ids = text.match(identifier) ?? [];
  if (ids.length === 0 || text.includes(place)) return redact(text);
  const parts = redact(text.replace(identifier, place)).split(place);
  if (parts.length !== ids.length + 1) return redact(text);
  return parts.map((part, index) => part + (ids[index] ?? "")).join("");
}
