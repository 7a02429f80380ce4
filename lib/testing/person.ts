import type { Role, Staff } from "#lib/auth/schemas.ts";

/** A member of staff who stands in no table: for verbs that are told who asks. */
export const person = (role: Role): Staff => ({
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: `${role}@example.com`,
  role,
});
