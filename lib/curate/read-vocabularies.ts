import { sql } from "kysely";
import { z } from "zod";
import { corpusConfigSchema, termValue } from "#lib/corpus/config-schema.ts";
import type { VocabularyName } from "#lib/corpus/field-schemas.ts";
import { knownGuardrailFlags } from "#lib/corpus/schemas.ts";
import type { Tx } from "#lib/db/with-role.ts";

export type Vocabularies = Record<VocabularyName, string[]>;

export const vocabularyNames = [
  "primaryModes",
  "archetypes",
  "platforms",
  "disciplines",
  "audiences",
  "guardrailFlags",
] as const satisfies readonly VocabularyName[];

/** What admins added to the corpus configuration, as the setting `vocabulary_additions` holds it. */
export const additionsSchema = z
  .partialRecord(z.enum(vocabularyNames), z.array(z.string()))
  .catch({});

/** The terms that are offered in forms. */
export async function vocabulariesIn(tx: Tx): Promise<Vocabularies> {
  const { rows } = await sql<{ key: string; value: unknown }>`
    select key, value from console.settings where key in ('corpus', 'vocabulary_additions')`.execute(
    tx,
  );
  const stored = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  const config = corpusConfigSchema.safeParse(stored.corpus);
  const additions = additionsSchema.parse(stored.vocabulary_additions ?? {});
  const configured = config.success ? config.data.vocabularies : undefined;
  const entries = vocabularyNames.map((name) => {
    const terms = (configured?.[name] ?? []).map((term) => termValue(term));
    const fixed = name === "guardrailFlags" ? knownGuardrailFlags : [];
    const all = [...fixed, ...terms, ...(additions[name] ?? [])];
    return [
      name,
      [...new Set(all.map((term) => (name === "guardrailFlags" ? term : term.toLowerCase())))],
    ];
  });
  // Every name of the list has its entry.
  return Object.fromEntries(entries) as Vocabularies;
}
