import { addStaff } from "#lib/auth/add-staff.ts";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import { listStaff } from "#lib/auth/list-staff.ts";
import { ownOrigin } from "#lib/auth/request-origin.ts";
import { addStaffSchema, listStaffSchema } from "#lib/auth/schemas.ts";
import { database } from "#lib/db/pool.ts";
import { handle } from "../handle.ts";

export const GET = handle(
  { permission: "staff.manage", query: listStaffSchema },
  ({ staff, query }) => listStaff(database(), staff, query),
);

export const POST = handle(
  { permission: "staff.manage", body: addStaffSchema, idempotent: true },
  async ({ staff, body, request, requestId }) => {
    const row = await addStaff(database(), staff, body, requestId);
    const note = await inviteStaff(row.email, ownOrigin(request.headers));
    return Response.json({ staff: row, note }, { status: 201 });
  },
);
