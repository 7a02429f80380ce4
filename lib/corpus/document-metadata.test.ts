import { expect, test } from "vitest";
import { describeMetadata } from "./document-metadata.ts";

test("a value says whether a person, the manifest, the file or a rule gave it", () => {
  const fields = describeMetadata({
    values: { status: "deprecated", embed_mode: "full", title: "Barrels", summary: "About." },
    manifest: { status: "active", embed_mode: "full" },
    curated: { status: { value: "deprecated", by: "Ada", at: "2026-01-01T00:00:00Z" } },
    derived: ["summary"],
  });
  expect(fields).toEqual([
    {
      field: "status",
      value: "deprecated",
      origin: "curated",
      manifest: "active",
      by: "Ada",
      at: "2026-01-01T00:00:00Z",
    },
    { field: "embed_mode", value: "full", origin: "manifest" },
    { field: "title", value: "Barrels", origin: "file" },
    { field: "summary", value: "About.", origin: "derived" },
  ]);
});

test("a person's value that is not in force is not called theirs", () => {
  const [field] = describeMetadata({
    values: { status: "planned" },
    manifest: { status: "planned" },
    curated: { status: { value: "active", by: "Ada", at: "2026-01-01T00:00:00Z" } },
    derived: [],
  });
  expect(field?.origin).toBe("manifest");
});

test("what another program wrote is called its own as long as it is in force", () => {
  const others = { title: { value: "By a pipeline", by: "pipeline", at: "2026-01-02T00:00:00Z" } };
  const origins = (title: string) =>
    describeMetadata({
      values: { title },
      manifest: null,
      curated: { title: { value: "By Ada", by: "Ada", at: "2026-01-01T00:00:00Z" } },
      derived: ["title"],
      others,
    }).map(({ origin, by }) => [origin, by]);
  expect(origins("By a pipeline")).toEqual([["other writer", "pipeline"]]);
  expect(origins("By Ada")).toEqual([["curated", "Ada"]]);
  expect(origins("By a rule")).toEqual([["derived", "Ada"]]);
});
