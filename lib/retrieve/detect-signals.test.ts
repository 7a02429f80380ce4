import { describe, expect, it } from "vitest";
import { detectSignals } from "./detect-signals.ts";
import { parseVocabulary } from "./vocabulary.ts";

const vocabulary = parseVocabulary({
  vocabularies: {
    platforms: ["road", { value: "gr", label: "Gravel", aliases: ["all road"] }],
    disciplines: ["touring"],
    models: ["Corvo 2"],
    topics: [{ value: "care", aliases: ["maintenance"] }],
    modes: ["Owner", "prospect"],
    archetypes: ["analyst"],
  },
  sampleQueries: ["How old is my frame?"],
});

describe("parseVocabulary", () => {
  it("takes words and labelled terms", () => {
    expect(vocabulary.platforms[1]).toEqual({ value: "gr", aliases: ["Gravel", "all road"] });
    expect(vocabulary.modes).toEqual(["owner", "prospect"]);
    expect(vocabulary.sampleQueries).toEqual(["How old is my frame?"]);
  });

  it.each([undefined, null, 7, "x", [], { vocabularies: 3, sampleQueries: "x" }])(
    "gives no hints for %j",
    (stored) => {
      expect(parseVocabulary(stored)).toMatchObject({
        platforms: [],
        models: [],
        sampleQueries: [],
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
