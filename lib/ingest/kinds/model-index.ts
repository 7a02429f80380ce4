import type { Chunk } from "#lib/ingest/chunk/chunk-markdown.ts";
import { nameIn } from "./fields.ts";
import { audience, type Kind } from "./kind.ts";

function modelIndex(label: string): Kind {
  return {
    rules: { low: 400, high: 800, overlap: false },
    modes: audience,
    labels: [label],
    facts: (chunk) => ({ entities: blockNames(chunk) }),
  };
}

/** What the heading blocks of a chunk are about: models, platforms, disciplines. */
function blockNames({ titles, headingPath }: Chunk): string[] {
  const [title] = (headingPath ?? "").split(" > ");
  return titles
    .filter((one) => one !== title && !/\b(?:how to|overview|index|metadata)\b/i.test(one))
    .map((one) => nameIn(one.replace(/^(?:platform|discipline|model):\s*/i, "")));
}

export const modelSpecs = modelIndex("model-spec-text");
export const baseModels = modelIndex("base-model-index");
export const disciplineIndex = modelIndex("discipline-index");
export const platformGuide = modelIndex("platform-guide");
