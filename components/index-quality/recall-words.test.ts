import { describe, expect, it } from "vitest";
import { recallWords, stepWords } from "./recall-words.ts";

describe("a recall in words", () => {
  it.each([
    [1, "100.0 %"],
    [0.9999, "99.9 %"],
    [0.975, "97.5 %"],
    [0, "0.0 %"],
    [null, "–"],
  ])("%s is %s", (recall, words) => expect(recallWords(recall)).toBe(words));

  it("names a step by its bounds, the last one as complete", () => {
    const steps = [
      { from: 0.9, questions: 1 },
      { from: 1, questions: 2 },
    ] as const;
    expect(stepWords(steps[0], steps[1])).toBe("90 to below 100 %");
    expect(stepWords(steps[1], undefined)).toBe("100 %");
  });
});
