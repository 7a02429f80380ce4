import { type CorpusConfig, docTypeOf, termValue } from "#lib/corpus/config-schema.ts";
import type { Chunk } from "#lib/ingest/chunk/chunk-markdown.ts";
import { fieldValues } from "./fields.ts";
import type { About, Kind } from "./kind.ts";
import { countPhrase, modelsIn, spoken, type Term, termsOf } from "./terms.ts";

/** What the columns of a chunk say it is about, in the corpus's own words. */
export type Facts = {
  labels: string[];
  modes: string[];
  archetypes: string[];
  tags: string[];
  flags: string[];
  platforms: string[];
  disciplines: string[];
  entities: string[];
};

const mostEntities = 60;

/** Lower-case, trimmed, each once, and where the corpus has a vocabulary only its words. */
export function describeChunk(kind: Kind, chunk: Chunk, about: About): Facts {
  const { config, docType } = about;
  const { vocabularies, hints } = config;
  const told = docTypeOf(config, docType);
  const own = kind.facts?.(chunk, about) ?? {};
  const heading = spoken([...chunk.titles, chunk.heading ?? ""].join(" \n "));
  const body = spoken(chunk.text);
  const fields = (name: string) => spoken(fieldValues(chunk.text, name).join(" \n "));
  const platforms = termsOf(vocabularies.platforms.map(termValue), hints.platforms);
  const disciplines = termsOf(vocabularies.disciplines.map(termValue), hints.disciplines);
  return {
    labels: clean([...(told?.labels ?? kind.labels ?? []), ...(own.labels ?? [])]),
    modes: known(vocabularies.primaryModes, told?.modes ?? kind.modes),
    archetypes: known(vocabularies.archetypes, told?.archetypeBias ?? []),
    tags: clean([...(kind.tags ?? []), ...(own.tags ?? []), ...topics(config, heading, body)]),
    flags: clean([...(kind.flags ?? []), ...(own.flags ?? [])]),
    platforms: named(platforms, " all platforms ", `${heading}${fields("platforms?")}`, body),
    disciplines: named(
      disciplines,
      " all disciplines ",
      `${heading}${fields("disciplines?")}`,
      body,
    ),
    entities: names([...(own.entities ?? []), ...modelsIn(chunk, hints.models)]),
  };
}

/** Terms that headings and fields name, else those the text comes back to; all of them at once say nothing. */
function named(terms: Term[], all: string, said: string, body: string): string[] {
  const first = said.includes(all) ? terms : terms.filter((term) => count(term, said) > 0);
  if (first.length > 0) return first.map(({ value }) => value);
  const often = terms.filter((term) => count(term, body) >= 2);
  return often.length === terms.length ? [] : often.map(({ value }) => value);
}

function topics({ hints }: CorpusConfig, heading: string, body: string): string[] {
  return termsOf([], hints.topics)
    .filter((term) => count(term, heading) > 0 || count(term, body) >= 3)
    .map(({ value }) => value);
}

function count({ phrases }: Term, text: string): number {
  return phrases.reduce((sum, phrase) => sum + countPhrase(text, phrase), 0);
}

function known(vocabulary: CorpusConfig["vocabularies"]["archetypes"], values: string[]): string[] {
  const words = clean(vocabulary.map(termValue));
  const said = clean(values);
  return words.length === 0 ? said : words.filter((word) => said.includes(word));
}

function clean(values: string[]): string[] {
  return [...new Set(values.map((value) => value.trim().toLowerCase()))].filter(Boolean);
}

/** Names keep their case; two that differ in nothing else are one. */
function names(values: string[]): string[] {
  const unique = new Map(values.map((value) => [value.trim().toLowerCase(), value.trim()]));
  return [...unique.values()].filter(Boolean).slice(0, mostEntities);
}
