import { z } from "zod";
import type { readExposure } from "#lib/guardrail/read-exposure.ts";
import type { readGuardrails } from "#lib/guardrail/read-scan.ts";
import { levels } from "#lib/guardrail/scan-schemas.ts";
import { type Answer, at, count, day, made, type Of, page, texts } from "./parts.ts";

const scan = z.strictObject({
  id: z.uuid(),
  requestedAt: at,
  requestedBy: z.string(),
  startedAt: at.nullable(),
  finishedAt: at.nullable(),
  error: z.string().nullable(),
  rowsScanned: count,
  leaks: count,
  redactedOnReading: count,
  unmarked: count,
  unread: texts,
});

const guardrails: Of<typeof readGuardrails> = page(
  z.strictObject({
    n: count,
    level: z.enum(levels),
    relation: z.string(),
    rowKey: z.string(),
    field: z.string(),
    documentId: z.uuid().nullable(),
    path: z.string().nullable(),
  }),
).extend({ last: scan.nullable(), current: scan.nullable() });

const groups = z.array(
  z.strictObject({
    name: z.string(),
    detail: z.string(),
    times: count,
    pieces: count,
    firstAt: at,
    lastAt: at,
  }),
);

const exposure: Of<typeof readExposure> = z.strictObject({
  document: z.strictObject({ id: z.uuid(), path: z.string(), sensitive: z.boolean() }),
  since: day.nullable(),
  runs: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.string(),
      action: z.string(),
      requestedBy: z.string(),
      at,
    }),
  ),
  moreRuns: z.boolean(),
  provider: groups,
  consumers: groups,
  staff: groups,
  notLogged: texts,
});

export const guardrailAnswers: Record<string, Answer> = {
  "GET /api/guardrails": guardrails,
  "GET /api/guardrails/exposure/{id}": exposure,
  "POST /api/guardrails/scans": made,
};
