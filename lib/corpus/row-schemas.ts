/** The open run that is to cut, clean or embed a document again. */
export type Waiting = { runId: string; state: string } | null;

/** A document as the tables and exports show it. Lists are as stored; null is empty. */
export type DocumentRow = {
  id: string;
  version: number;
  title: string;
  path: string;
  status: string;
  embedMode: string;
  embeddingState: string;
  waiting: Waiting;
  chunks: number;
  category: string;
  docType: string;
  pricingSensitive: boolean;
  guardrailFlags: string[];
  visibility: string;
  confidentiality: string;
  tags: string[];
  audiences: string[];
  platforms: string[];
  disciplines: string[];
  language: string | null;
  seriesPart: string | null;
  summary: string | null;
  summaryDerived: boolean;
  approver: string | null;
  effectiveFrom: string | null;
  expiresOn: string | null;
  ingestedAt: string | null;
  lastUpdated: string | null;
};

/** A chunk as the tables and exports show it, with what it has from its document. */
export type ChunkListRow = {
  id: string;
  version: number;
  documentId: string;
  documentTitle: string;
  documentPath: string;
  index: number;
  chunkCount: number | null;
  headingPath: string | null;
  text: string;
  tokens: number | null;
  embeddingState: string;
  waiting: Waiting;
  status: string;
  embedMode: string;
  category: string;
  docType: string;
  pricingSensitive: boolean;
  guardrailFlags: string[];
  visibility: string;
  confidentiality: string;
  labels: string[];
  tags: string[];
  entities: string[];
  modes: string[];
  archetypes: string[];
  audiences: string[];
  platforms: string[];
  disciplines: string[];
  language: string | null;
  seriesPart: string | null;
  needsReview: boolean;
  updatedAt: string | null;
};
