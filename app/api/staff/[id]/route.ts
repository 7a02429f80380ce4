import { z } from "zod";
import { changeRole } from "#lib/auth/change-role.ts";
import { removeStaff } from "#lib/auth/remove-staff.ts";
import { changeRoleSchema } from "#lib/auth/schemas.ts";
import { database } from "#lib/db/pool.ts";
import { handle } from "../../handle.ts";

const params = z.object({ id: z.uuid() });

export const PATCH = handle(
  { permission: "staff.manage", params, body: changeRoleSchema, versioned: true },
  ({ staff, params, body, ifMatch, requestId }) =>
    changeRole(database(), staff, { id: params.id, role: body.role, version: ifMatch }, requestId),
);

export const DELETE = handle(
  { permission: "staff.manage", params, versioned: true },
  async ({ staff, params, ifMatch, requestId }) => {
    await removeStaff(database(), staff, { id: params.id, version: ifMatch }, requestId);
  },
);
