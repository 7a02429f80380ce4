import { z } from "zod";

export const exposureSearchSchema = z.object({
  since: z.iso.date().optional().catch(undefined),
});

/** One group of requests that held, or answers that returned, something of the document. */
export type ExposureGroup = {
  name: string;
  detail: string;
  times: number;
  /** Texts sent, or chunks returned. */
  pieces: number;
  firstAt: string;
  lastAt: string;
};

export type Exposure = {
  document: { id: string; path: string; sensitive: boolean };
  since: string | null;
  runs: { id: string; kind: string; action: string; requestedBy: string; at: string }[];
  moreRuns: boolean;
  provider: ExposureGroup[];
  consumers: ExposureGroup[];
  staff: ExposureGroup[];
  /** What nobody wrote down, in sentences. */
  notLogged: string[];
};
