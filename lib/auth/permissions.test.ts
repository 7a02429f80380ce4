import { describe, expect, test } from "vitest";
import { can, type Permission, permit } from "./permissions.ts";
import { type Role, roleSchema } from "./schemas.ts";

const all: Permission[] = [
  "read",
  "documents.edit",
  "queries.save",
  "runs.start",
  "staff.manage",
  "tokens.manage",
  "settings.manage",
  "loosen",
];

const expected: Record<Role, Permission[]> = {
  viewer: ["read"],
  content_owner: ["read", "documents.edit"],
  qa: ["read", "documents.edit", "queries.save"],
  admin: all,
};

describe("can", () => {
  test.each(roleSchema.options)("%s may exactly what the contract gives the role", (role) => {
    expect(all.filter((permission) => can(role, permission))).toEqual(expected[role]);
  });
});

describe("permit", () => {
  test("refuses a member of staff whose role does not allow it", () => {
    const viewer = { id: "1", userId: null, email: "v@example.com", role: "viewer" as const };
    expect(() => permit(viewer, "staff.manage")).toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
  });

  test("lets programs on the server act", () => {
    expect(() => permit({ label: "command line" }, "staff.manage")).not.toThrow();
  });
});
