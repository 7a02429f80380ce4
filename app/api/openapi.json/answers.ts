import { z } from "zod";
import { staffRowSchema } from "#lib/auth/schemas.ts";
import { type TokenRow, tokenScopes } from "#lib/auth/token-schemas.ts";
import {
  type Run,
  type RunEvent,
  runKinds,
  runModes,
  runStates,
} from "#lib/ingest/runs-schemas.ts";
import { type ShadowSet, shadowStates } from "#lib/ingest/shadow-schemas.ts";
import type { RuntimeResult } from "#lib/retrieve/runtime-schemas.ts";

// Strict: a field that an answer gains is documented or a test fails.
const at = z.iso.datetime();
const count = z.int().min(0);
const page = <S extends z.ZodType>(item: S) => ({
  items: z.array(item),
  nextCursor: z.string().nullable(),
});
const runEvent: z.ZodType<RunEvent> = z.strictObject({
  id: count,
  at,
  level: z.enum(["info", "warning", "error"]),
  documentId: z.uuid().nullable(),
  path: z.string().nullable(),
  action: z.string(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  chunksAdded: count,
  chunksKept: count,
  chunksRemoved: count,
  tokens: count,
  durationMs: count.nullable(),
});
const partState = z.enum(["ok", "down", "none", "unknown"]);

// Typed by what the verbs return: a field that is missing here does not compile.
const token: z.ZodType<TokenRow> = z.strictObject({
  id: z.uuid(),
  familyId: z.uuid(),
  consumer: z.string(),
  lookup: z.string(),
  scopes: z.array(z.enum(tokenScopes)),
  visibility: z.enum(["public", "internal", "admin-only"]),
  confidentiality: z.enum(["normal", "elevated"]),
  requestsPerMinute: count,
  state: z.enum(["active", "expired", "revoked"]),
  createdAt: at,
  createdBy: z.string(),
  lastUsedAt: at.nullable(),
  expiresAt: at.nullable(),
  revokedAt: at.nullable(),
  version: z.int(),
});

const run: z.ZodType<Run> = z.strictObject({
  id: z.uuid(),
  kind: z.enum(runKinds),
  mode: z.enum(runModes),
  environment: z.string(),
  requestedBy: z.string(),
  scope: z.record(z.string(), z.unknown()),
  options: z.record(z.string(), z.unknown()),
  state: z.enum(runStates),
  createdAt: at,
  startedAt: at.nullable(),
  finishedAt: at.nullable(),
  documents: z.strictObject({
    total: count,
    scanned: count,
    new: count,
    updated: count,
    repaired: count,
    skipped: count,
    removed: count,
    failed: count,
  }),
  chunks: z.strictObject({ written: count, reused: count, removed: count, embedded: count }),
  tokens: count,
  embeddingRequests: count,
  errors: count,
  warnings: count,
  estimatedCost: z.number(),
  embeddingModel: z.string().nullable(),
  codeVersion: z.string().nullable(),
  errorMessage: z.string().nullable(),
  plannedAt: at.nullable(),
  approvalReason: z.string().nullable(),
  approvedAt: at.nullable(),
  approvedBy: z.string().nullable(),
  retryOf: z.uuid().nullable(),
  heartbeatAt: at.nullable(),
  planned: z.strictObject({
    inputs: count,
    tokens: count,
    requests: count,
    cost: z.number(),
    perMillion: z.number().nullable(),
    priceSince: z.string().nullable(),
  }),
  inputsDone: count,
  inputsPerSecond: z.number().nullable(),
  configuration: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  takenUp: count,
  takenUpAt: at.nullable(),
  problem: z.string().nullable(),
  problemAt: at.nullable(),
  heldBy: z.literal("budget").nullable(),
});

const workers = z.strictObject({ live: count, lastSeenAt: at.nullable() });

const shadowSet: z.ZodType<ShadowSet> = z.strictObject({
  id: z.uuid(),
  model: z.string(),
  state: z.enum(shadowStates),
  errorMessage: z.string().nullable(),
  held: z.boolean(),
  createdAt: at,
  createdBy: z.string(),
  filledAt: at.nullable(),
  servedUntil: at.nullable(),
  coverage: z.strictObject({ wanted: count, covered: count, failed: count, missingTokens: count }),
  complete: z.boolean(),
  costOfRest: z.number(),
  spent: z.strictObject({ tokens: count, cost: z.number(), requests: count }),
  failures: z.array(
    z.strictObject({
      chunkId: z.uuid(),
      documentId: z.uuid(),
      path: z.string(),
      error: z.string(),
    }),
  ),
});

const retrieved: z.ZodType<RuntimeResult> = z.strictObject({
  rank: z.int().min(1),
  chunkId: z.uuid(),
  documentId: z.uuid(),
  path: z.string(),
  title: z.string().nullable(),
  headingPath: z.string().nullable(),
  chunkIndex: count,
  text: z.string(),
  tokenCount: count.nullable(),
  guardrailFlags: z.array(z.string()),
  score: z.number(),
  scores: z.strictObject({
    similarity: z.number().nullable(),
    fullText: z.number().nullable(),
    boosts: z.array(z.strictObject({ name: z.string(), value: z.number() })),
  }),
});

const health = z.strictObject({
  status: z.enum(["live", "ready", "not ready"]),
  database: partState.optional(),
  queue: partState.optional(),
  worker: partState.optional(),
  auth: partState.optional(),
  provider: partState.optional(),
});

/** What a route says with a status of refusal and not in the form of an error. */
export const refusals: Record<string, Record<string, z.ZodType>> = {
  "GET /api/health": { "503": health },
};

/** The form of answers that programs are likely to read; the others are described as JSON. */
export const answers: Record<string, z.ZodType> = {
  "GET /api/health": health,
  "GET /api/staff": z.strictObject(page(staffRowSchema)),
  "GET /api/tokens": z.strictObject(page(token)),
  "POST /api/tokens": z.strictObject({ token, secret: z.string().nullable() }),
  "POST /api/runs": z.strictObject({ id: z.uuid() }),
  "POST /api/runs/{id}/retry": z.strictObject({ id: z.uuid() }),
  "POST /api/runs/{id}/cancel": z.strictObject({ state: z.enum(runStates) }),
  "GET /api/runs": z.object({ ...page(run), workers }),
  "GET /api/runs/{id}": z.object({ run, events: z.strictObject(page(runEvent)), workers }),
  "GET /api/navigation": z.strictObject({ counts: z.record(z.string(), count) }),
  "POST /api/models": z.strictObject({ id: z.uuid() }),
  "GET /api/models/plan": z.strictObject({
    model: z.string(),
    chunks: count,
    tokens: count,
    paid: z.boolean(),
    perMillion: z.number(),
    since: z.iso.date().nullable(),
    cost: z.number(),
  }),
  "GET /api/models": z.strictObject({
    active: z.string().nullable(),
    served: count,
    environment: z.strictObject({ model: z.string(), message: z.string().nullable() }),
    sets: z.array(shadowSet),
    readers: z.array(
      z.strictObject({
        key: z.string(),
        name: z.string(),
        why: z.string(),
        lastAskedAt: at.nullable(),
      }),
    ),
    runsInTheWay: count,
    workers,
  }),
  "POST /api/v1/retrieve": z.strictObject({
    retrievalId: z.uuid(),
    results: z.array(retrieved),
    candidates: count,
    plan: z.string(),
    model: z.string().nullable(),
    configurationHash: z.string(),
    notes: z.array(z.strictObject({ code: z.string(), message: z.string() })),
    milliseconds: z.strictObject({
      embed: z.number(),
      search: z.number(),
      rerank: z.number(),
      total: z.number(),
    }),
  }),
};
