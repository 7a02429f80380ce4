import { expect, test } from "vitest";
import { looserThanManifest, manifestValues } from "./manifest-values.ts";
import type { EditableValues } from "./schemas.ts";

const current: EditableValues = { status: "deprecated", embedMode: "ignore", guardrailFlags: [] };

test("going back to what the manifest says is not looser than it", () => {
  const manifest = manifestValues({ status: "active", embed_mode: "full" });
  expect(looserThanManifest({ status: "active", embedMode: "full" }, manifest, current)).toEqual(
    [],
  );
});

test("active over a planned manifest and full over metadata-only are looser", () => {
  const manifest = manifestValues({ status: "planned", embed_mode: "metadata-only" });
  expect(looserThanManifest({ status: "active", embedMode: "full" }, manifest, current)).toEqual([
    "status",
    "embedMode",
  ]);
});

test("where the manifest never spoke, the value in force stands in for it", () => {
  expect(looserThanManifest({ status: "active" }, null, current)).toEqual(["status"]);
  expect(looserThanManifest({ status: "planned" }, null, current)).toEqual([]);
});

test("an unknown value of the manifest is no value", () => {
  expect(manifestValues({ status: "soon", embed_mode: "full/ignore" })).toEqual({});
});
