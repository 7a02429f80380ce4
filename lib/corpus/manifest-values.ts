import { type EditableValues, embedModes, statuses } from "./schemas.ts";

/** What the manifest said last of the values that can be edited here; null where it never spoke. */
export function manifestValues(
  stored: Record<string, unknown> | null,
): Partial<EditableValues> | null {
  if (!stored) return null;
  const status = statuses.find((one) => one === stored.status);
  const embedMode = embedModes.find((one) => one === stored.embed_mode);
  return { ...(status ? { status } : {}), ...(embedMode ? { embedMode } : {}) };
}

/** True for a document that the manifest used to list and does no more: nobody may serve it again. */
export function isUnlisted(stored: Record<string, unknown> | null): boolean {
  return stored?.listed === false;
}
