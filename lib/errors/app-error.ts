/** Closed set of error codes; each maps to one HTTP status. */
export const errorStatus = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  precondition_required: 428,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

type ErrorOptions = { fields?: Record<string, string>; details?: unknown; cause?: unknown };

/** The one error that may reach a person: its message says what happened and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Message by field name, for forms. */
  readonly fields: Record<string, string> | undefined;
  /** Machine-readable extra, such as the current row of a 409. Never chunk text. */
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields;
    this.details = options.details;
  }
}

/** Nothing is configured, and what stands in for it locally has announced nothing. */
export class StackAway extends AppError {
  constructor() {
    super(
      "unavailable",
      "The local stack is not running, or is still being prepared. Wait a moment, or start it with: npx pnpm dev",
    );
  }
}

/** The connection to the database broke during a commit: nobody knows whether it came about. */
export class BrokenCommit extends AppError {
  constructor(cause: unknown) {
    super(
      "unavailable",
      "The connection to the database broke while this was being saved: it may have been saved, or not. Look before you try again.",
      { cause },
    );
  }
}

/** Turns anything thrown into an AppError; unknown errors keep their cause and show nothing of it. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error))
    return new AppError(
      "unavailable",
      "The database did not answer. Nothing was changed; try again in a moment.",
      { cause: error },
    );
  if (isTooSlow(error))
    return new AppError(
      "unavailable",
      "The database took too long to answer. Narrow the filter and try again.",
      { cause: error },
    );
  if (sqlState(error) === "23514" && constraintOf(error) === "console_no_amount")
    return new AppError(
      "invalid",
      "A document that is sensitive to prices may not hold what looks like an amount of money. Nothing was changed: take the amount out.",
    );
  return new AppError("internal", "Something went wrong on our side. Nothing was changed.", {
    cause: error,
  });
}

/** SQLSTATE of a Postgres error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** A statement ran into its timeout: a matter of what was asked, not of the database. */
export function isTooSlow(error: unknown): boolean {
  return sqlState(error) === "57014";
}

function constraintOf(error: unknown): unknown {
  return error instanceof Error && "constraint" in error ? error.constraint : undefined;
}

const awayCodes = new Set([
  "ECONNREFUSED",
  "ENOENT",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
]);

/** Whether the connection failed, not the statement. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (awayCodes.has(code) || /^(08|57P)/.test(code)) return true;
  return /Connection terminated|is not queryable|timeout exceeded when trying to connect/i.test(
    error.message,
  );
}
