import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import { AppError, sqlState } from "#lib/errors/app-error.ts";
import { configurationChangesSchema } from "#lib/retrieve/schemas.ts";
import type { SavedConfiguration } from "./schemas.ts";

export type ConfigurationRecord = {
  id: string;
  name: string;
  note: string | null;
  settings: unknown;
  shared: boolean;
  owner_id: string;
  owner_label: string;
  updated_at: Date;
  version: string;
};

export const configurationColumns = sql`s.id, s.name, s.note, s.settings, s.shared, s.owner_id, s.owner_label,
  s.updated_at, s.row_version as version`;

/** A stored setting that this version does not know any more counts as production's. */
export function toConfiguration(record: ConfigurationRecord, staff: Staff): SavedConfiguration {
  return {
    id: record.id,
    name: record.name,
    note: record.note,
    settings: knownSettings(record.settings),
    shared: record.shared,
    owner: record.owner_label,
    mine: record.owner_id === staff.id,
    updatedAt: record.updated_at.toISOString(),
    version: Number(record.version),
  };
}

export function knownSettings(stored: unknown): SavedConfiguration["settings"] {
  if (typeof stored !== "object" || stored === null) return {};
  const kept = Object.entries(stored).filter(
    ([name, value]) => configurationChangesSchema.safeParse({ [name]: value }).success,
  );
  return Object.fromEntries(kept);
}

/** Turns a broken unique name into a message for its field. */
export function nameTaken(error: unknown, name: string): unknown {
  if (sqlState(error) !== "23505") return error;
  const message = `There is a configuration called “${name}” already. Take another name.`;
  return new AppError("conflict", message, { fields: { name: message } });
}
