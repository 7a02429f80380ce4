import type { Chunk } from "#lib/ingest/chunk/chunk-markdown.ts";
import { nameIn } from "./fields.ts";
import { audience, type Kind } from "./kind.ts";

function modelIndex(label: string, named = false): Kind {
  return {
    rules: { low: 400, high: 800, overlap: false },
    modes: audience,
    labels: [label],
    facts: (chunk) => ({ entities: named ? modelNames(chunk) : [] }),
  };
}

/** The models that the heading blocks of a chunk are about. */
function modelNames({ titles, headingPath }: Chunk): string[] {
  const [title] = (headingPath ?? "").split(" > ");
  return titles
    .filter((one) => one !== title && !/\b(?:how to|overview|index|metadata)\b/i.test(one))
    .map((one) => nameIn(one.replace(/^model:\s*/i, "")));
}

export const modelSpecs = modelIndex("model-spec-text", true);
export const baseModels = modelIndex("base-model-index", true);
export const disciplineIndex = modelIndex("discipline-index");
export const platformGuide = modelIndex("platform-guide");
