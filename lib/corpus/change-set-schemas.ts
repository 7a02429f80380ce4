import type { FieldValue, Subject, VocabularyName } from "./field-schemas.ts";

export type ChangeSetKind = "edit" | "bulk" | "csv" | "undo" | "drift";
export type ChangeSetState = "draft" | "waiting for approval" | "applying" | "applied" | "rejected";
export type RowOutcome = "pinned" | "changed" | "same" | "skipped";

export type ChangeSetRow = {
  subjectId: string;
  label: string;
  outcome: RowOutcome;
  why: string | null;
  fields: { name: string; label: string; from: FieldValue; to: FieldValue }[];
};

export type ServingEffect = {
  /** Chunks that customers are served, before and after. */
  now: number;
  after: number;
  leave: number;
  enter: number;
  /** Chunks that would be served but have no vector to be found by. */
  withoutVector: number;
  /** When the change takes effect, where dates put it into the future. */
  asOf: string | null;
};

export type EmbeddingEffect = {
  /** Chunks that are cut or embedded again, with their tokens and what these cost in US dollars. */
  again: number;
  tokens: number;
  cost: number;
  /** Documents whose chunks are cut again by the next run. */
  recutDocuments: number;
  /** Chunks whose vector is taken out of retrieval and kept. */
  parked: number;
};

export type GuardrailEffect = {
  /** What was looked for: amounts in chunks that become or stop being price-sensitive. */
  scanned: number;
  notScanned: number;
  suspects: { chunkId: string; documentId: string; label: string; heading: string | null }[];
  suspectCount: number;
};

export type QueryEffect = {
  /** The query itself: two may have one name. */
  id: string;
  query: string;
  /** The member of staff who alone may read its name; null where everybody may. */
  privateTo: string | null;
  /** Places of the top k that differ, and what is gone or new in them. */
  changed: boolean;
  k: number;
  leave: number;
  enter: number;
  moved: number;
  first: { chunkId: string; label: string; from: number | null; to: number | null } | null;
  before: string[];
  after: string[];
};

export type QueriesEffect = {
  source: "saved queries" | "lab history" | "logged queries" | "none";
  checked: number;
  changed: number;
  results: QueryEffect[];
  /** What could not be checked, in words. */
  notChecked: string[];
  asOf: string | null;
  ms: number;
};

export type Effect = {
  subject: Subject;
  rows: { total: number; change: number; same: number; skipped: number };
  /** Some of the rows, field by field. */
  sample: ChangeSetRow[];
  serving: ServingEffect;
  embedding: EmbeddingEffect;
  guardrail: GuardrailEffect | null;
  /** The changes loosen a guard: a reason is asked for. */
  asksReason: boolean;
  /** Beyond what the manifest says: an admin confirms it. */
  looser: boolean;
  needsApproval: boolean;
};

/** What a change did, in the same words as what was predicted. */
export type ActualEffect = {
  rows: { total: number; change: number; same: number; skipped: number };
  serving: ServingEffect;
};

export type ChangeSet = {
  id: string;
  kind: ChangeSetKind;
  state: ChangeSetState;
  subject: Subject;
  name: string;
  note: string | null;
  reason: string | null;
  by: string;
  createdAt: string;
  appliedAt: string | null;
  decidedBy: string | null;
  filter: string | null;
  changes: { label: string; text: string }[];
  rows: { total: number; changed: number; same: number; skipped: number };
  /** Some rows are hidden from who reads it: the others are counted, and what it did is left out. */
  withheld: boolean;
  undoOf: string | null;
  undoneBy: string | null;
  predicted: { effect: Effect; queries: QueriesEffect | null } | null;
  actual: { effect: ActualEffect; queries: QueriesEffect | null } | null;
  mayDecide: boolean;
  mayUndo: boolean;
};

/** Someone changed the row in between: its values as they are now, by field name. */
export type RowConflict = { version: number; values: Record<string, FieldValue> };

/** The saved row after an edit. */
export type EditResult = {
  changeSetId: string | null;
  version: number;
  changed: string[];
  effect: { left: number; entered: number; served: number };
  /** A run that the edit made necessary. */
  followUp: { runId: string; state: "queued" | "waiting for approval" } | null;
};

/** What a form needs to edit a row. */
export type Editable = {
  subject: Subject;
  id: string;
  version: number;
  label: string;
  values: Record<string, FieldValue>;
  /** What the manifest says of it, where it speaks. */
  manifest: Record<string, FieldValue>;
  /** Fields that a person changed, and what stood there before. */
  origins: Record<string, { by: string; at: string; over: FieldValue }>;
  vocabularies: Record<VocabularyName, string[]>;
  /** Terms in use that a field may want to repeat. */
  suggestions?: Record<string, string[]>;
  /** The time zone in which dates are typed. */
  zone: string;
  mayExtend: boolean;
};
