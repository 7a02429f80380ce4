import { describe, expect, it } from "vitest";
import { detectSignals } from "./detect-signals.ts";
import { parseVocabulary } from "./vocabulary.ts";

const vocabulary = parseVocabulary({
  vocabularies: {
    primaryModes: ["Owner", "prospect"],
    archetypes: ["analyst"],
    platforms: ["road", "gr"],
    disciplines: ["touring"],
  },
  hints: {
    platforms: { gr: ["gravel", "all road"] },
    models: ["Corvo 2"],
    topics: { care: ["maintenance"] },
  },
  pricing: { sensitiveCategories: ["prices"] },
  sampleQueries: ["How old is my frame?"],
});

describe("parseVocabulary", () => {
  it("puts each value beside its phrases", () => {
    expect(vocabulary.platforms).toEqual([
      { value: "road", phrases: ["road"] },
      { value: "gr", phrases: ["gr", "gravel", "all road"] },
    ]);
    expect(vocabulary.modes).toEqual(["owner", "prospect"]);
    expect(vocabulary.sampleQueries).toEqual(["How old is my frame?"]);
  });

  it("leaves price lists out, and what the corpus calls so", () => {
    expect(vocabulary.pricingCategories).toEqual(["pricing-lists", "prices"]);
  });

  it.each([undefined, null, 7, "x", [], { vocabularies: 3, hints: "x", sampleQueries: {} }])(
    "gives no hints for %j",
    (stored) => {
      expect(parseVocabulary(stored)).toMatchObject({
        platforms: [],
        models: [],
        sampleQueries: [],
        pricingCategories: ["pricing-lists"],
      });
    },
  );
});

describe("detectSignals", () => {
  it("finds names and other names as whole words", () => {
    const signals = detectSignals("Maintenance of a Corvo-2 on gravel?", vocabulary);
    expect(signals).toMatchObject({ platforms: ["gr"], models: ["corvo 2"], topics: ["care"] });
  });

  it("does not find a name inside another word", () => {
    expect(detectSignals("broadest groad", vocabulary).platforms).toEqual([]);
  });

  it("keeps the words that say something", () => {
    expect(detectSignals("What is the age of my frame, the frame?", vocabulary).keywords).toEqual([
      "age",
      "frame",
    ]);
  });

  it("puts the caller's knowledge first, in lower case", () => {
    const context = {
      mode: " Owner ",
      platforms: ["ROAD"],
      focusEntities: ["Corvo 2"],
      archetypeWeights: { Analyst: 1 },
    };
    expect(detectSignals("gravel", vocabulary, context)).toMatchObject({
      mode: "owner",
      platforms: ["road", "gr"],
      focusEntities: ["corvo 2"],
      archetypeWeights: { analyst: 1 },
    });
  });
});
