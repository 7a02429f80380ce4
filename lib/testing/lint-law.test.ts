import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let tree = "";

// A copy of the rules over an empty tree, so that a planted breach never stands in the real one.
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "lint-law-"));
  const config = JSON.parse(readFileSync("biome.json", "utf8"));
  config.vcs.enabled = false;
  writeFileSync(join(tree, "biome.json"), JSON.stringify(config));
  cpSync(".biome", join(tree, ".biome"), { recursive: true });
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** Lints `source` as if it stood at `path`; returns what Biome says. */
function lint(path: string, source: string): { failed: boolean; said: string } {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  const run = spawnSync(resolve("node_modules/.bin/biome"), ["lint", path], {
    cwd: tree,
    encoding: "utf8",
  });
  return { failed: run.status !== 0, said: run.stdout + run.stderr };
}

const planted: [rule: string, path: string, source: string, message: string][] = [
  [
    "a lower layer imports a higher one",
    "lib/retrieve/planted.ts",
    'import { x } from "#lib/worker/main.ts";\nconsole.log(x);\n',
    "may import only what stands above",
  ],
  [
    "a domain imports the edits over it",
    "lib/evaluate/planted.ts",
    'import { editRow } from "#lib/curate/edit-row.ts";\nconsole.log(editRow);\n',
    "may import only what stands above",
  ],
  [
    "the edits import the worker over them",
    "lib/curate/planted.ts",
    'import { x } from "#lib/worker/main.ts";\nconsole.log(x);\n',
    "may import only what stands above",
  ],
  [
    "openai outside the egress module",
    "lib/embed/planted.ts",
    'import OpenAI from "openai";\nconsole.log(OpenAI);\n',
    "only way out to a provider",
  ],
  [
    "openai in the proxy",
    "proxy.ts",
    'import OpenAI from "openai";\nconsole.log(OpenAI);\n',
    "only way out to a provider",
  ],
  [
    "openai in a bench",
    "e2e/bench/planted.ts",
    'import OpenAI from "openai";\nconsole.log(OpenAI);\n',
    "only way out to a provider",
  ],
  [
    "a higher layer by the way round",
    "lib/retrieve/log/planted.ts",
    'import { x } from "../../worker/jobs.ts";\nconsole.log(x);\n',
    "is imported as #lib/",
  ],
  [
    "a verb in a component by the way round",
    "components/documents/planted.tsx",
    'import { database } from "../../lib/db/pool.ts";\nconsole.log(database);\n',
    "is imported as #lib/",
  ],
  [
    "the database in a component",
    "components/documents/planted.tsx",
    'import { database } from "#lib/db/pool.ts";\nconsole.log(database);\n',
    "never a verb or the database",
  ],
  [
    "the domain in a generic part",
    "components/data-table/planted.tsx",
    'import { x } from "#lib/corpus/schemas.ts";\nconsole.log(x);\n',
    "Generic parts",
  ],
  [
    "the worker in a page",
    "app/planted.tsx",
    'import { x } from "#lib/worker/main.ts";\nconsole.log(x);\n',
    "Web never works jobs",
  ],
  [
    "the worker in a route's test on a database",
    "app/planted.db.test.ts",
    'import { x } from "#lib/worker/main.ts";\nconsole.log(x);\n',
    "Web never works jobs",
  ],
  [
    "the local stack's parts outside it",
    "lib/db/planted.ts",
    'import { PGlite } from "@electric-sql/pglite";\nconsole.log(PGlite);\n',
    "Only lib/local-stack",
  ],
  [
    "the local stack's parts in the tests' own tools",
    "lib/testing/planted.ts",
    'import { PGlite } from "@electric-sql/pglite";\nconsole.log(PGlite);\n',
    "Only lib/local-stack",
  ],
  ["a barrel", "lib/db/index.ts", 'export * from "./pool.ts";\n', "barrel"],
  ["process.env", "lib/db/planted.ts", "console.log(process.env.HOME);\n", "process.env"],
  [
    "process.env in the tests' own tools",
    "lib/testing/planted.ts",
    "console.log(process.env.HOME);\n",
    "process.env",
  ],
  [
    "a Server Action file",
    "app/planted.ts",
    '"use server";\nexport async function act() {}\n',
    "No Server Actions",
  ],
  [
    "a Server Action in a function",
    "app/planted.ts",
    'export async function act() {\n  "use server";\n}\n',
    "No Server Actions",
  ],
];

describe("the import law", () => {
  it.each(planted)("refuses %s", (_rule, path, source, message) => {
    const { failed, said } = lint(path, source);
    expect(said).toContain(message);
    expect(failed).toBe(true);
  });

  it("knows every folder of lib, and the README names it", () => {
    const folders = readdirSync("lib", { withFileTypes: true }).filter((one) => one.isDirectory());
    const { overrides } = JSON.parse(readFileSync("biome.json", "utf8"));
    const ruled = new Set(overrides.flatMap((one: { includes?: string[] }) => one.includes ?? []));
    const map = readFileSync("README.md", "utf8").split("## Where things are")[1]?.split("##")[0];
    const wayRound = readFileSync(".biome/no-way-round.grit", "utf8");
    for (const { name } of folders) {
      expect(wayRound, name).toMatch(new RegExp(`[:|]${name}[|)]`));
      expect(ruled, name).toContain(`lib/${name}/**`);
      expect(map, name).toMatch(new RegExp(`^ {2}.*\\b${name}\\b`, "m"));
    }
  });

  it("lets the egress module import openai", () => {
    const { said } = lint(
      "lib/guardrail/egress.ts",
      'import OpenAI from "openai";\n\nexport const client = OpenAI;\n',
    );
    expect(said).not.toContain("only way out to a provider");
  });
});
