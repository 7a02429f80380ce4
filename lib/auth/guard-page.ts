import type { Route } from "next";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { currentStaff } from "./current-staff.ts";
import { nextPath } from "./next-path.ts";
import { can, type Permission } from "./permissions.ts";
import type { Staff } from "./schemas.ts";

/** The first line of every page: the member of staff, or a way to the page that says why not. */
export async function requireStaff(permission: Permission): Promise<Staff> {
  const staff = await currentStaff();
  if (staff === "anonymous") {
    const path = nextPath((await headers()).get("x-console-path"));
    redirect((path === "/" ? "/login" : `/login?next=${encodeURIComponent(path)}`) as Route);
  }
  if (staff === "stranger") redirect("/not-staff" as Route);
  if (!can(staff.role, permission)) forbidden();
  return staff;
}
