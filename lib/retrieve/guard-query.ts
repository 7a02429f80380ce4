import { AppError } from "#lib/errors/app-error.ts";
import { maxQueryCharacters } from "./schemas.ts";

/** The query as it is embedded: normalised (NFC), trimmed. Throws a clear error for what cannot be asked. */
export function guardQuery(query: string): string {
  // The cheap check first: normalising 100 MB would be work for nothing.
  if (query.length > maxQueryCharacters)
    throw refuse(
      `The query has ${query.length.toLocaleString("en-GB")} characters; at most ${maxQueryCharacters.toLocaleString("en-GB")} can be asked. Shorten it.`,
    );
  if (query.includes("\u0000"))
    throw refuse("The query holds a NUL character, which no text may hold. Remove it.");
  if (!query.isWellFormed())
    throw refuse("The query holds half of a character (a lone surrogate). Type it again.");
  const text = query.normalize("NFC").trim();
  if (text === "") throw refuse("The query is empty. Type what a customer would ask.");
  return text;
}

function refuse(message: string): AppError {
  return new AppError("invalid", message, { fields: { query: message } });
}
