import { expect, test } from "vitest";
import { editManifest } from "./edit-manifest.ts";

const manifest = `# Sources\r
\r
| Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode | Notes |\r
|------|----------|----------|--------|-------------------|------------|-------|\r
| \`a.md\` | x | y | active | false | full | keeps \\| its bar |\r
|b\\|c.md|x|y|Planned|false|ignore|\r
| d.md (if present) | x | y | planned | false | full/ignore | |\r
\r
| Path | other table |\r
| a.md | active |\r
`;

test("only the cells that differ change; ticks, bars, line ends and other tables stay to the letter", () => {
  const { text, missing } = editManifest(
    manifest,
    new Map([
      ["a.md", { status: "deprecated", pricing_sensitive: "true", embed_mode: "full" }],
      ["b|c.md", { status: "planned", embed_mode: "metadata-only" }],
      ["d.md", { status: "active" }],
      ["gone.md", { status: "active" }],
    ]),
  );
  expect(missing).toEqual(["gone.md"]);
  expect(text).toBe(
    manifest
      .replace("y | active | false | full | keeps", "y | deprecated | true | full | keeps")
      .replace("|Planned|false|ignore|", "|Planned|false|metadata-only|")
      .replace("y | planned | false | full/ignore", "y | active | false | full/ignore"),
  );
});

test("without edits nothing changes", () => {
  expect(editManifest(manifest, new Map())).toEqual({ text: manifest, missing: [] });
  expect(editManifest("no table", new Map()).text).toBe("no table");
});
