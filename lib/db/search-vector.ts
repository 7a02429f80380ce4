import { type RawBuilder, sql } from "kysely";

const column = (table: string, name: string) => (table === "" ? name : `${table}.${name}`);

/**
 * The full-text expression of a chunk, letter for letter that of the index `console_chunks_full_text`:
 * heading path weighted A, text B, in the chunk's language or else `simple`. `alias` names the chunks table.
 */
export function searchVector(alias = ""): RawBuilder<string> {
  return sql.raw(searchVectorText(alias));
}

export function searchVectorText(alias = ""): string {
  const config = searchConfigText(alias);
  const path = `coalesce(${column(alias, "heading_path")}, '')`;
  // Cut, because a tsvector ends at 1 MB and an insert of more would fail for every writer.
  const text = `left(${column(alias, "text")}, 200000)`;
  return `(setweight(to_tsvector(${config}, ${path}), 'A') || setweight(to_tsvector(${config}, ${text}), 'B'))`;
}

function searchConfigText(alias: string): string {
  const cases = Object.entries(configurations)
    .map(([code, name]) => `when '${code}' then '${name}'::regconfig`)
    .join(" ");
  return `case coalesce(${column(alias, "language")}, 'en') ${cases} else 'simple'::regconfig end`;
}

const configurations = {
  en: "english",
  it: "italian",
  de: "german",
  fr: "french",
  es: "spanish",
  pt: "portuguese",
  nl: "dutch",
  ru: "russian",
  sv: "swedish",
  da: "danish",
  fi: "finnish",
  no: "norwegian",
  tr: "turkish",
};
