import { plural } from "#lib/format/number.ts";

/** What a new run is about where that was chosen before: documents one by one, or all that a table's filter matches. */
export type ChosenDocuments =
  | { documentIds: string[] }
  | { filter: string; total: number; estimated: boolean };

/** "3 documents", or "all 212 documents that match the filter". */
export function chosenWords(chosen: ChosenDocuments): string {
  if ("documentIds" in chosen) return plural(chosen.documentIds.length, "document");
  const about = chosen.estimated ? "about " : "";
  return `all ${about}${plural(chosen.total, "document")} that match the filter`;
}
