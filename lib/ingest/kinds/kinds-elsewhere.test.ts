import { describe, expect, it } from "vitest";
import { otherCorpus, otherCorpusMissing, prepareFile } from "#lib/testing/corpus-file.ts";
import { labelsIn, soundChunks } from "#lib/testing/sound-chunks.ts";

const other = (path: string, docType: string, pricing = false) =>
  prepareFile(otherCorpus, `PGPT/V2/${path}`, docType, { pricing });

describe.skipIf(otherCorpusMissing)(
  `kinds, on the corpus beside the repository${otherCorpusMissing ? " (skipped: it is not there)" : ""}`,
  () => {
    it("athletes: 14 profiles, each whole", async () => {
      const chunks = soundChunks(await other("Company-Info/Athletes.md", "athletes"));
      const profiles = chunks.filter(({ labels }) => labels.length === 2);
      expect(profiles).toHaveLength(14);
      for (const { text, archetypes } of profiles) {
        expect(text).toContain("Biography & Background");
        expect(text).toContain("Relationship with Perazzi");
        expect(archetypes).toEqual(["loyalist", "achiever", "legacy"]);
      }
    });

    it("dealers by region; service centers, a list that fits, whole with their states", async () => {
      const dealers = soundChunks(
        await other("Company-Info/Authorized-Dealers.md", "dealer-directory"),
      );
      expect(labelsIn(dealers)).toContain("region:northeast");
      const centers = soundChunks(
        await other("Company-Info/Recommended-Service-Centers.md", "service-centers"),
      );
      expect(centers).toHaveLength(1);
      expect(labelsIn(centers)).toContain("region:florida");
      expect([...labelsIn(centers)].filter((label) => label.includes("perazzi"))).toEqual([]);
      expect(centers[0]?.headingPath).toBe("Perazzi USA Recommended Service Centers");
    });

    it("brand: one audience stays whole, a value that has an audience's name joins its neighbours", async () => {
      const chunks = soundChunks(await other("Brand-Strategy/Brand-Ethos.md", "brand-ethos"));
      expect(chunks.filter(({ tokens }) => tokens < 200)).toEqual([]);
      const psychology = soundChunks(
        await other("Brand-Strategy/Audience-Psych-Archetypes.md", "audience-psychology"),
      );
      expect(psychology.map(({ heading }) => heading)).toContain("3.5 Legacy");
    });

    it("serial numbers: a list cut where the decade changes", async () => {
      const chunks = soundChunks(
        await other("Gun-Info/Manufacture-Year.md", "serial-year-mapping"),
      );
      expect(chunks.map(({ labels }) => labels[1])).toEqual(
        ["1960s", "1970s", "1980s", "1990s", "2000s", "2010s", "2020s"].map(
          (one) => `decade:${one}`,
        ),
      );
    });

    it("medals: by decade, every piece under its decade, no leftovers of the writing tool", async () => {
      const chunks = soundChunks(
        await other("Company-Info/Olympic-Medals.json", "achievement-record"),
      );
      for (const { text, labels } of chunks) {
        expect(text).toMatch(/^(?:# Olympic Medals\n\n)?## \d{4}s/);
        expect(labels[0]).toBe("olympic-medals");
        expect(labels[1]).toMatch(/^decade:/);
        expect(text).not.toContain("contentReference");
      }
    });

    it("flow: every piece under its phase", async () => {
      const chunks = soundChunks(
        await other("Operational/Build-Configurator-Flow.json", "flow-definition"),
      );
      for (const { text } of chunks)
        expect(text).toMatch(
          /^(?:# Build Configurator Flow\n\n)?## Phase: (?:Receiver|Barrels|Wood)/,
        );
    });

    it("models: 238, one a chunk", async () => {
      expect(
        soundChunks(await other("Gun-Info/All-Models-Corpus.json", "model-details")),
      ).toHaveLength(238);
    });

    it("handbook: chunks of 600 to 1,200 tokens, hardly one that is tiny", async () => {
      const path = "Making-A-Perazzi/2-G_Roles-and-Stations_Checkering.md";
      const chunks = soundChunks(await other(path, "craftsmanship-handbook"));
      expect(chunks.filter(({ tokens }) => tokens < 200)).toEqual([]);
      expect(labelsIn(chunks)).toEqual(
        new Set(["making-a-perazzi", "part:2", "station:2-g-checkering"]),
      );
      expect(
        chunks.filter(({ headingPath }) => headingPath?.endsWith("3.4 Decisions & Trade-Offs")),
      ).toHaveLength(1);
    });

    it("price lists: parts without a price, in groups", async () => {
      const chunks = soundChunks(
        await other("Pricing-Lists/Parts-PriceList.csv", "parts-pricing", true),
      );
      for (const { text, tokens } of chunks) {
        expect(text).not.toContain("$");
        expect(text).toContain("| PART NUMBER |");
        expect(text).toMatch(/^(?:# Parts PriceList\n\n)?## (?:MODEL OR GAUGE \d|[A-Z])/);
        expect(tokens).toBeLessThanOrEqual(800);
      }
    });
  },
);
