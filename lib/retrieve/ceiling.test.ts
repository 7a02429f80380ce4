import { describe, expect, it } from "vitest";
import { visibilityCeiling } from "./ceiling.ts";

describe("visibilityCeiling", () => {
  it.each(["viewer", "content_owner", "qa"] as const)("keeps restricted text from a %s", (role) => {
    expect(visibilityCeiling(role)).toEqual({ visibility: "internal", confidentiality: "normal" });
  });

  it("lets an admin see everything", () => {
    expect(visibilityCeiling("admin")).toEqual({
      visibility: "admin-only",
      confidentiality: "elevated",
    });
  });
});
