import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { corpusConfigSchema } from "#lib/corpus/config-schema.ts";
import { countTokens } from "#lib/embed/tokens.ts";
import { holdsAmount } from "#lib/guardrail/redact.ts";
import { prepareDocument } from "./prepare-document.ts";
import { readSource } from "./read-source.ts";

const root = mkdtempSync(join(tmpdir(), "sources-"));
const config = corpusConfigSchema.parse({ id: "test", name: "Test", manifest: "Manifest.md" });
afterAll(() => rmSync(root, { recursive: true }));

async function prepare(path: string, content: string | Uint8Array, pricing = false) {
  writeFileSync(join(root, path), content);
  return prepareDocument(
    await readSource(root, path),
    { path, docType: "note", category: "texts" },
    { status: "active", embed_mode: "full", pricing_sensitive: pricing },
    config,
  );
}

const good = {
  md: "# Wheel\n\nA wheel turns.\n",
  json: '{"name": "Wheel", "use": "turns"}',
  csv: "Name,Use\nWheel,turns\nHub,holds\n",
};
const kinds = Object.keys(good) as (keyof typeof good)[];

describe.each(kinds)("a bad %s file is refused with its reason", (kind) => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["empty", "", /is empty/],
    ["blank", " \n\t\n", /only blanks/],
    ["not UTF-8", Buffer.concat([Buffer.from(good[kind]), Buffer.from([0xe9, 0x20])]), /not UTF-8/],
    [
      "half of a character",
      Buffer.concat([Buffer.from(good[kind]), Buffer.from([0xed, 0xa0, 0x80])]),
      /not UTF-8/,
    ],
    ["NUL", good[kind].replace("urns", "\u0000urns"), /NUL/],
    ["a lone byte order mark", "\ufeff", /only blanks/],
  ])("%s", async (name, content, message) => {
    await expect(prepare(`${name.replaceAll(" ", "-")}.${kind}`, content)).rejects.toThrow(message);
  });

  it("50 MB", async () => {
    const content = Buffer.alloc(50 * 1024 * 1024, "word ");
    const message = kind === "csv" ? /more than a million characters/ : /has 50 MB; at most 20 MB/;
    await expect(prepare(`large.${kind}`, content)).rejects.toThrow(message);
  });

  it("but a byte order mark and Windows line ends are no fault", async () => {
    const { chunks } = await prepare(`bom.${kind}`, `\ufeff${good[kind].replaceAll("\n", "\r\n")}`);
    const text = chunks.map((chunk) => chunk.text).join();
    expect(text).toMatch(/turns/);
    expect(text).not.toMatch(/[\ufeff\r]/);
  });
});

describe("JSON", () => {
  it.each([
    ["cut off", '{"a": [1, 2', /not valid JSON/],
    ["without text", '{"a": [], "b": {"c": null}}', /no text/],
    ["with a lone surrogate", '{"name": "\\ud800 alone"}', /lone surrogate/],
    ["with NUL", '{"name": "a \\u0000 b"}', /NUL/],
    ["1,000 levels deep", `${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`, /deeper than 50 levels/],
    [
      "100,000 levels deep",
      `${"[".repeat(100_000)}1${"]".repeat(100_000)}`,
      /deeper than 50 levels/,
    ],
  ])("%s is refused", async (_name, content, message) => {
    await expect(prepare("bad.json", content)).rejects.toThrow(message);
  });

  it("with a key that is called __proto__ keeps its value", async () => {
    const { sourceText } = await prepare(
      "proto.json",
      '{"__proto__": {"kind": "a trap"}, "b": "text"}',
    );
    expect(sourceText).toContain("a trap");
  });
});

it("a table that changed after it was looked at is not read on in silence", async () => {
  writeFileSync(join(root, "moving.csv"), good.csv);
  const source = await readSource(root, "moving.csv");
  writeFileSync(join(root, "moving.csv"), good.csv.replace("holds", "breaks"));
  if (source.kind !== "csv") throw new Error("not a table");
  const { rows } = source;
  const all = async () => {
    for await (const _ of rows());
  };
  await expect(all()).rejects.toThrow(/changed while it was read/);
});

it("a document of which every chunk is a price is left without any", async () => {
  const prices = Array.from(
    { length: 300 },
    (_, n) => `$${n + 100},${String(n).padStart(3, "0")}.00`,
  );
  const { chunks, sourceText } = await prepare("prices.md", prices.join("\n\n"), true);
  for (const { text } of chunks) expect(holdsAmount(text)).toBe(false);
  expect(sourceText).not.toMatch(/\d/);
  await expect(
    prepare("prices.csv", `Price\n${prices.map((one) => `"${one}"`).join("\n")}\n`, true),
  ).rejects.toThrow(/no column/);
  const values = JSON.stringify(Object.fromEntries(prices.map((one, n) => [`price${n}`, one])));
  await expect(prepare("prices.json", values, true)).rejects.toThrow(/no text/);
});

it("Markdown of 20,000 headings is cut within every bound", async () => {
  const text = Array.from(
    { length: 20_000 },
    (_, n) => `## Part ${n}\n\nThe stock ${n} is of walnut.\n`,
  ).join("\n");
  const { chunks } = await prepare("many.md", text);
  expect(Math.max(...chunks.map(({ text: one }) => countTokens(one)))).toBeLessThanOrEqual(1600);
  expect(chunks.flatMap(({ titles }) => titles)).toHaveLength(20_000);
});
