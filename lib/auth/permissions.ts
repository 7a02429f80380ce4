import { AppError } from "#lib/errors/app-error.ts";
import type { Role, Staff } from "./schemas.ts";

export type Permission =
  | "read"
  | "documents.edit"
  | "queries.save"
  | "runs.start"
  | "staff.manage"
  | "tokens.manage"
  | "settings.manage"
  | "loosen";

/** Who acts: a member of staff, or a program such as a command on the server. */
export type Actor = Staff | { label: string };

/** The roles in the words of the screens, from the least to the most. */
export const roleLabels: Record<Role, string> = {
  viewer: "Viewer",
  content_owner: "Content owner",
  qa: "QA",
  admin: "Admin",
};

const granted: Record<Role, readonly Permission[]> = {
  viewer: ["read"],
  content_owner: ["read", "documents.edit"],
  qa: ["read", "documents.edit", "queries.save"],
  admin: [
    "read",
    "documents.edit",
    "queries.save",
    "runs.start",
    "staff.manage",
    "tokens.manage",
    "settings.manage",
    "loosen",
  ],
};

export function can(role: Role, permission: Permission): boolean {
  return granted[role].includes(permission);
}

/** Throws unless the actor may; programs on the server are trusted. */
export function permit(actor: Actor, permission: Permission): void {
  if ("role" in actor && !can(actor.role, permission))
    throw new AppError("forbidden", `Your role, ${actor.role}, does not allow this. Ask an admin.`);
}
