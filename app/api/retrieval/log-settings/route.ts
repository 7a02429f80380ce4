import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { changeLogSettings, readLogSettings } from "#lib/retrieve/log/log-settings.ts";
import { logSettingsSchema } from "#lib/retrieve/log-schemas.ts";

export const GET = handle({ permission: "settings.manage" }, () => readLogSettings(database()));

export const PUT = handle(
  { permission: "settings.manage", body: logSettingsSchema, versioned: true },
  ({ staff, body, ifMatch, requestId }) =>
    changeLogSettings(database(), staff, { version: ifMatch, settings: body }, requestId),
);
