import type { ErrorCode } from "./app-error.ts";

/** An error as the API says it. */
export type ErrorBody = {
  code: ErrorCode;
  message: string;
  fields?: Record<string, string> | undefined;
  details?: unknown;
  requestId: string;
};
