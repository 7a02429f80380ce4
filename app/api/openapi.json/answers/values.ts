import { z } from "zod";
import type { ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import type { FieldValue, VocabularyName } from "#lib/corpus/field-schemas.ts";
import { texts } from "./parts.ts";

/** A metadata field's value, as it is read and as it is edited. */
export const fieldValue: z.ZodType<FieldValue> = z.union([
  z.string(),
  z.boolean(),
  z.null(),
  texts,
  z.array(z.strictObject({ label: z.string(), url: z.string() })),
]);

export const changeSetState: z.ZodType<ChangeSetState> = z.enum([
  "draft",
  "waiting for approval",
  "applying",
  "applied",
  "rejected",
]);

export const vocabularies: z.ZodType<Record<VocabularyName, string[]>> = z.strictObject({
  primaryModes: texts,
  archetypes: texts,
  platforms: texts,
  disciplines: texts,
  audiences: texts,
  guardrailFlags: texts,
});

/** Which questions stand for what customers ask. */
export const querySource = z.enum(["saved queries", "lab history", "logged queries", "none"]);
