import { describe, expect, it } from "vitest";
import { parseManifest } from "./manifest.ts";

const head =
  "| Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode | Notes |\n|---|---|---|---|---|---|---|";
const table = (...rows: string[]) => parseManifest(`# M\n\n${head}\n${rows.join("\n")}\n`);

describe("parseManifest", () => {
  it("reads rows of every table and nothing else", () => {
    const { rows, problems } = parseManifest(
      `| a | b |\n|---|---|\n| x | y |\n\n${head}\n| a.md | c | t | active | false | full | n |\n\ntext\n\n${head}\n| b.csv | c | t | planned | TRUE | metadata-only |\n`,
    );
    expect(problems).toEqual([]);
    expect(
      rows.map(({ path, pricingSensitive, embedMode }) => [path, pricingSensitive, embedMode]),
    ).toEqual([
      ["a.md", false, "full"],
      ["b.csv", true, "metadata-only"],
    ]);
  });

  it("tolerates an unclear mode and (if present) on planned rows only", () => {
    const { rows, problems } = table(
      "| README.md (if present) | c | t | planned | false | full/ignore | |",
      "| b.md | c | t | active | false | full/ignore | |",
    );
    expect(rows).toMatchObject([{ path: "README.md", embedMode: "ignore" }]);
    expect(problems).toMatchObject([{ path: "b.md" }]);
  });

  it.each([
    ["| a.md | c | t |", "3 of 6 cells"],
    ["| a.md | c | t | live | false | full | |", "Unknown status"],
    ["| a.md | c | t | active | maybe | full | |", "Pricing_Sensitive"],
    ["| a.md | c | t | active | false | half | |", "Unknown embed mode"],
    ["| ../a.md | c | t | active | false | full | |", "leads out"],
    ["| /etc/passwd | c | t | active | false | full | |", "relative"],
    ["| x//a.md | c | t | active | false | full | |", "empty part"],
    ["| list $500.md | c | t | active | false | full | |", "amount"],
    ["| e-EUR-4500.md | c | t | active | false | full | |", "amount"],
    ["| 450_dollars/a.md | c | t | active | false | full | |", "amount"],
    ["|  | c | t | active | false | full | |", "path is empty"],
  ])("reports %s and keeps the others", (bad, message) => {
    const { rows, problems } = table(bad, "| ok.md | c | t | active | false | full | |");
    expect(rows.map(({ path }) => path)).toEqual(["ok.md"]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.line).toBe(5);
  });

  it("lets the first of two rows of one path count", () => {
    const { rows, problems } = table(
      "| a.md | c | t | active | false | full | |",
      "| a.md | c | t | planned | false | full | |",
    );
    expect(rows).toMatchObject([{ status: "active" }]);
    expect(problems[0]?.message).toContain("line 5");
  });

  it("shows no amount of a path", () => {
    expect(
      table("| list $500.md | c | t | active | false | full | |").problems[0]?.path,
    ).toBeNull();
  });
});
