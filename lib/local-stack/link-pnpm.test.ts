import { mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { linkPnpm } from "./link-pnpm.ts";

const folder = mkdtempSync(join(tmpdir(), "link-pnpm-"));
const pnpm = join(folder, "pnpm-12");
const link = join(folder, "pnpm");
writeFileSync(pnpm, "");

describe("linkPnpm", () => {
  beforeEach(() => {
    rmSync(link, { force: true });
    vi.stubEnv("npm_execpath", pnpm);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it("links the pnpm that runs this", () => {
    linkPnpm(folder);
    expect(readlinkSync(link)).toBe(pnpm);
  });

  it("replaces a link that leads nowhere, and leaves one that leads somewhere", () => {
    symlinkSync(join(folder, "gone"), link);
    linkPnpm(folder);
    expect(readlinkSync(link)).toBe(pnpm);
    vi.stubEnv("npm_execpath", join(folder, "pnpm-13"));
    linkPnpm(folder);
    expect(readlinkSync(link)).toBe(pnpm);
  });

  it("links no other runner", () => {
    vi.stubEnv("npm_execpath", join(folder, "npm-cli.js"));
    linkPnpm(folder);
    expect(() => readlinkSync(link)).toThrow("ENOENT");
  });
});
