import {
  type DocumentStatus,
  type EditableValues,
  type EmbedMode,
  embedModes,
  statuses,
} from "./schemas.ts";

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

const statusRank: Record<DocumentStatus, number> = { active: 0, planned: 1, deprecated: 1 };
const modeRank: Record<EmbedMode, number> = { full: 0, "metadata-only": 1, ignore: 2 };

/**
 * The fields in which `next` is looser than the manifest. Where the manifest never spoke, the
 * value in force stands in for it, so that nothing is opened unnoticed.
 */
export function looserThanManifest(
  next: Partial<EditableValues>,
  manifest: Partial<EditableValues> | null,
  current: EditableValues,
): ("status" | "embedMode")[] {
  const said = { ...current, ...manifest };
  const looser: ("status" | "embedMode")[] = [];
  if (next.status && statusRank[next.status] < statusRank[said.status]) looser.push("status");
  if (next.embedMode && modeRank[next.embedMode] < modeRank[said.embedMode])
    looser.push("embedMode");
  return looser;
}
