import { describe, expect, it } from "vitest";
import { prepareFile, sampleCorpus } from "#lib/testing/corpus-file.ts";
import { labelsIn, soundChunks } from "#lib/testing/sound-chunks.ts";

const sample = (path: string, docType: string, pricing = false) =>
  prepareFile(sampleCorpus, path, docType, { pricing });

describe("kinds, on the bundled corpus", () => {
  it("riders: one profile a chunk, named, with the models that it names", async () => {
    const chunks = soundChunks(await sample("Company/Riders.md", "riders"));
    expect(chunks).toHaveLength(6);
    expect(chunks.map(({ entities }) => entities[0])).toEqual(
      expect.arrayContaining(["Caterina Salvi", "Joris Verhaegen", "Bruno and Elsa Maffei"]),
    );
    expect(chunks[1]).toMatchObject({
      headingPath: "Riders > Joris Verhaegen",
      labels: ["rider-profile", "athlete:joris-verhaegen"],
      platforms: ["pista"],
      disciplines: ["track"],
      entities: ["Joris Verhaegen", "Pista Lampo"],
      archetypes: ["devotee", "racer", "heirloom"],
      modes: ["prospect", "owner", "navigation"],
    });
  });

  it("dealers and service centers: regions, small ones together, each in the labels", async () => {
    const dealers = soundChunks(await sample("Company/Authorized-Dealers.md", "dealer-directory"));
    expect(labelsIn(dealers)).toContain("dealer-directory");
    expect(labelsIn(dealers)).toContain("region:united-states-and-canada");
    expect(labelsIn(dealers)).not.toContain("region:how-to-use-this-list");
    for (const { text } of dealers) expect(text).toMatch(/^#/);
    const centers = soundChunks(await sample("Company/Service-Centers.md", "service-centers"));
    expect(labelsIn(centers)).toContain("region:japan");
    expect(centers.every(({ archetypes }) => archetypes.length === 0)).toBe(true);
  });

  it("safety notice: no warning is cut, every chunk is flagged", async () => {
    const chunks = soundChunks(await sample("Company/Safety-Notice.md", "safety-notice"));
    for (const { text, flags, modes } of chunks) {
      expect(flags).toEqual(["safety-critical"]);
      expect(modes).toEqual(["prospect", "owner"]);
      expect(text.trim()).toMatch(/[.!]$/);
    }
    expect(chunks.map(({ before }) => before).join("")).toBe("");
  });

  it("race results: sentences by decade, with who is in them", async () => {
    const document = await sample("Company/Race-Results.json", "achievement-record");
    const chunks = soundChunks(document);
    expect(document.sourceText).toContain(
      "Renzo Cattaneo (Italy) came first in Road, Coppa della Filanda, 1962, with Strada 58. The first victory",
    );
    expect(labelsIn(chunks)).toContain("decade:1960s");
    expect(labelsIn(chunks)).toContain("race-results");
    expect(chunks[0]?.entities).toContain("Renzo Cattaneo");
  });

  it("serial numbers: a decade a chunk", async () => {
    const chunks = soundChunks(await sample("Bike-Info/Serial-Numbers.md", "serial-year-mapping"));
    const seventies = chunks.filter(({ text }) => text.includes("**1973**"));
    expect(seventies).toHaveLength(1);
    expect(seventies[0]?.labels).toContain("decade:1970s");
    expect(seventies[0]?.text).toContain("**1979**");
    expect(seventies[0]?.text).not.toContain("**1980**");
  });

  it("models: one a chunk, description and configurations together", async () => {
    const chunks = soundChunks(await sample("Bike-Info/Models.json", "model-details"));
    expect(chunks).toHaveLength(8);
    expect(chunks[0]).toMatchObject({
      heading: "Strada 58",
      labels: ["model-details", "platform:strada"],
      platforms: ["strada"],
      disciplines: ["road"],
    });
    expect(chunks[0]?.text).toMatch(/Attilio Ventura[\s\S]*Head Angle Deg 73|head angle Deg 73/i);
  });

  it("specifications and indexes: whole heading blocks of 400 to 800 tokens, without overlap", async () => {
    const specs = soundChunks(await sample("Bike-Info/Model-Specs.md", "model-spec-text"));
    expect(specs.flatMap(({ entities }) => entities)).toEqual(
      expect.arrayContaining(["Strada 58", "Pista Inseguimento"]),
    );
    for (const { before, tokens } of specs) {
      expect(before).toBe("");
      expect(tokens).toBeLessThanOrEqual(800);
    }
    for (const [path, docType] of [
      ["Bike-Info/Base-Models.md", "base-model-index"],
      ["Bike-Info/Disciplines.md", "discipline-index"],
      ["Bike-Info/Platforms.md", "platform-guide"],
    ] as const)
      for (const { labels, before } of soundChunks(await sample(path, docType))) {
        expect(labels).toContain(docType);
        expect(before).toBe("");
      }
  });

  it("configuration guide: one type a chunk", async () => {
    const chunks = soundChunks(
      await sample("Bike-Info/Handlebars-and-Forks.md", "configuration-guide"),
    );
    expect(chunks).toHaveLength(10);
    expect(labelsIn(chunks)).toContain("type:notturna");
    for (const { text } of chunks) expect(text.match(/^## /gm)).toHaveLength(1);
  });

  it("handbook: whole sections, station and part in the labels, the metadata list in the document", async () => {
    const document = await sample(
      "Making-A-Ventura/2-C_Stations_Brazing-and-Alignment.md",
      "craftsmanship-handbook",
    );
    expect(document.metadata).toMatchObject({
      series_part_number: 2,
      series_part_roman: "II",
      series_chapter_code: "2-C",
      series_chapter_title: "Brazing and Alignment",
    });
    expect(document.derived).toEqual([]);
    for (const { labels, text, modes } of soundChunks(document)) {
      expect(labels).toEqual(["making-a-bicycle", "part:2", "station:2-c-brazing-and-alignment"]);
      expect(text).not.toContain("Series_Part");
      expect(modes).toEqual(["prospect", "owner"]);
    }
    const map = await sample("Making-A-Ventura/4_Learning-Map.md", "learning-map");
    expect(labelsIn(soundChunks(map))).toEqual(new Set(["making-a-bicycle", "part:4"]));
  });

  it("flow: a phase a chunk, in sentences", async () => {
    const chunks = soundChunks(await sample("Operational/Build-Flow.json", "flow-definition"));
    expect(labelsIn(chunks)).toContain("phase:purpose");
    expect(chunks[0]?.text).toContain(
      "- Strada is offered where Ride is Asphalt, under four hours.",
    );
    for (const { text } of chunks) expect(text.match(/^## Phase: /gm)).toHaveLength(1);
  });

  it("site map: its regions, in navigation too", async () => {
    const chunks = soundChunks(await sample("Operational/Site-Map.md", "site-map"));
    expect(labelsIn(chunks)).toContain("nav-region:bicycles");
    expect(chunks[0]?.modes).toContain("navigation");
  });

  it("price lists: rows without amounts, flagged and tagged", async () => {
    const chunks = soundChunks(await sample("Pricing-Lists/Options.csv", "option-pricing", true));
    for (const { text, flags, tags } of chunks) {
      expect(flags).toEqual(["pricing_sensitive_source"]);
      expect(tags).toEqual(expect.arrayContaining(["pricing-metadata", "options-structure"]));
      expect(text).not.toMatch(/[€$]|PRICE/);
      expect(text).toContain("| CODE |");
    }
  });

  it("brand: all modes and archetypes, what is said of one segment in one chunk", async () => {
    const chunks = soundChunks(await sample("Brand/Rider-Archetypes.md", "audience-psychology"));
    for (const { modes, archetypes } of chunks) {
      expect(modes).toHaveLength(3);
      expect(archetypes).toHaveLength(5);
    }
    const racer = chunks.filter(({ text }) => text.includes("Has a date."));
    expect(racer[0]?.text).toContain("silk mill");
  });

  it("goes by the category where the type is new, and by general rules where both are", async () => {
    const path = "Pricing-Lists/Service.csv";
    const known = await prepareFile(sampleCorpus, path, "new", {
      category: "pricing-lists",
      pricing: true,
    });
    expect(known.chunks[0]?.flags).toEqual(["pricing_sensitive_source"]);
    const unknown = await prepareFile(sampleCorpus, path, "new", {
      category: "new",
      pricing: true,
    });
    expect(unknown.chunks[0]?.flags).toEqual([]);
  });
});
