import type { ErrorBody } from "#lib/errors/error-schemas.ts";

/** An error that the API answered, or that kept us from reaching it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Record<string, string>;
  readonly details: unknown;
  readonly requestId: string | undefined;

  constructor(status: number, body: Failure) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.code = body.code;
    this.fields = body.fields ?? {};
    this.details = body.details;
    this.requestId = body.requestId;
  }
}

/** The API's, or of this side, where nothing was answered that has an id. */
type Failure = Omit<ErrorBody, "requestId"> & { requestId?: string };

type SendOptions = {
  ifMatch?: number | string;
  idempotencyKey?: string;
  /** Sent to the end, also where the page is left meanwhile. */
  keepalive?: boolean;
  signal?: AbortSignal;
};

/** GET of our own API. The answer's type is the route's own; `T` names it. */
export function apiGet<T>(url: string, signal?: AbortSignal): Promise<T> {
  return request<T>(url, { method: "GET", ...(signal ? { signal } : {}) });
}

/** A change through our own API, with JSON. */
export function apiSend<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  body?: unknown,
  { ifMatch, idempotencyKey, keepalive = false, signal }: SendOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (ifMatch !== undefined) headers["if-match"] = `"${ifMatch}"`;
  if (idempotencyKey) headers["idempotency-key"] = idempotencyKey;
  const init: RequestInit = { method, headers, keepalive, body: JSON.stringify(body ?? {}) };
  return request<T>(url, signal ? { ...init, signal } : init);
}

/** A question that is answered in parts: `take` is given each line of JSON as it comes. */
export async function apiLines<T>(
  url: string,
  body: unknown,
  take: (line: T) => void,
  signal: AbortSignal,
): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await reach(url, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
    signal,
  });
  const lines = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const part = await lines?.read().catch(unreached);
      if (!part || part.done) return;
      const [first = "", ...further] = part.value.split("\n");
      const last = further.pop();
      rest += first;
      if (last === undefined) continue;
      for (const line of [rest, ...further]) take(parseLine<T>(line));
      rest = last;
    }
  } finally {
    void lines?.cancel().catch(() => undefined);
  }
}

async function request<T>(url: string, init: RequestInit): Promise<T> {
  const response = await reach(url, init);
  return parseJson(await response.text()) as T;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { credentials: "same-origin", ...init }).catch(unreached);
  if (response.ok) return response;
  const json = parseJson(await response.text());
  throw new ApiError(response.status, errorOf(json, response.status));
}

function unreached(cause: unknown): never {
  if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
  throw new ApiError(0, {
    code: "unavailable",
    message: "The console could not be reached. Check the connection and try again.",
  });
}

function parseLine<T>(line: string): T {
  const json = parseJson(line);
  if (typeof json === "object" && json !== null) return json as T;
  throw new ApiError(0, {
    code: "unavailable",
    message: "What came is not the console's answer and could not be read. Try again in a moment.",
  });
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(json: unknown, status: number): Failure {
  if (json && typeof json === "object" && "error" in json) return json.error as ErrorBody;
  return { code: "internal", message: `The console answered with an error (${status}).` };
}
