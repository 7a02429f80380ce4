import { z } from "zod";
import { accessAnswers } from "./answers/access.ts";
import { changeAnswers } from "./answers/changes.ts";
import { chunkAnswers } from "./answers/chunks.ts";
import { documentAnswers } from "./answers/documents.ts";
import { driftAnswers } from "./answers/drift.ts";
import { figureAnswers, health } from "./answers/figures.ts";
import { guardrailAnswers } from "./answers/guardrails.ts";
import { labAnswers } from "./answers/lab.ts";
import { modelAnswers } from "./answers/models.ts";
import type { Answer } from "./answers/parts.ts";
import { retrievalAnswers } from "./answers/retrieval.ts";
import { rowAnswers } from "./answers/rows.ts";
import { runAnswers } from "./answers/runs.ts";

/** What a route says with a status of refusal and not in the form of an error. */
export const refusals: Record<string, Record<string, z.ZodType>> = {
  "GET /api/health": { "503": health },
};

/** What each operation answers. A test misses what is not here. */
export const answers: Record<string, Answer> = {
  ...accessAnswers,
  ...changeAnswers,
  ...chunkAnswers,
  ...documentAnswers,
  ...driftAnswers,
  ...figureAnswers,
  ...guardrailAnswers,
  ...labAnswers,
  ...modelAnswers,
  ...retrievalAnswers,
  ...rowAnswers,
  ...runAnswers,
  "GET /api/docs": { leadsTo: "/api-docs" },
  "GET /api/openapi.json": z.looseObject({
    openapi: z.string(),
    info: z.looseObject({ title: z.string(), version: z.string() }),
    paths: z.record(z.string(), z.unknown()),
    components: z.looseObject({}),
  }),
};
