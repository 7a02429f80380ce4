/** What a faulty answer looks like on the wire; `data` is what a good one would hold. */
export type Vector = { object: string; index: number; embedding: (number | null)[] | string };

type Status = { status: number; code?: string; headers?: Record<string, string>; body?: string };

const rateLimited = (headers: Record<string, string>): Status => ({
  status: 429,
  code: "rate_limit_exceeded",
  headers,
});

/** Answers with a status of their own. */
export const statusFaults = {
  "429": rateLimited({ "retry-after": "3600" }),
  "429 in seconds": rateLimited({ "retry-after": "1" }),
  "429 with a date": rateLimited({
    "retry-after": new Date(Date.now() + 3_600_000).toUTCString(),
  }),
  "429 in milliseconds": rateLimited({ "retry-after-ms": "3" }),
  "429 with garbage": rateLimited({ "retry-after": "in a while, -1e99" }),
  "429 with a reset": rateLimited({
    "x-ratelimit-remaining-tokens": "0",
    "x-ratelimit-reset-tokens": "6m0s",
  }),
  "429 without a word": rateLimited({}),
  quota: { status: 429, code: "insufficient_quota", headers: { "retry-after": "1" } },
  "400": { status: 400, code: "invalid_request" },
  "401": { status: 401, code: "invalid_api_key" },
  "403": { status: 403, code: "forbidden" },
  "404": { status: 404, code: "model_not_found" },
  "408": { status: 408, code: "timeout" },
  "413": { status: 413, code: "too_large", body: "<html>413 Request Entity Too Large</html>" },
  "500": { status: 500, code: "server_error" },
  "502 in HTML": { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>" },
  "503": { status: 503, code: "overloaded", headers: { "retry-after": "1" } },
  "529": { status: 529, code: "overloaded" },
  redirect: { status: 307, headers: { location: "http://127.0.0.1:9/elsewhere" }, body: "" },
} satisfies Record<string, Status>;

/** Answers of 200 whose list of vectors is wrong, or of another form that is right. */
export const dataFaults = {
  "too few": (data) => data.slice(1),
  "too many": (data) => [...data, ...data.slice(0, 1)],
  none: () => [],
  "wrong size": (data) => onFirst(data, (embedding) => embedding.slice(1)),
  nan: (data) => onFirst(data, ([, ...rest]) => [null, ...rest]),
  zero: (data) => onFirst(data, (embedding) => embedding.map(() => 0)),
  "same index": (data) => data.map((one) => ({ ...one, index: 0 })),
  "index beyond": (data) => data.map((one) => ({ ...one, index: one.index + 1 })),
  "index below": (data) => data.map((one) => ({ ...one, index: one.index - 1 })),
  "index missing": (data) => data.map(({ object, embedding }) => ({ object, embedding })),
  shuffled: (data) => data.toReversed(),
  base64: (data) => data.map((one) => ({ ...one, embedding: packed(one.embedding, 0) })),
  "base64 cut": (data) => data.map((one) => ({ ...one, embedding: packed(one.embedding, 4) })),
} satisfies Record<string, (data: Vector[]) => unknown[]>;

/** Answers of 200 whose body is not what it should be. */
export const bodyFaults = {
  "HTML body": () => "<!doctype html><title>Maintenance</title>",
  "empty body": () => "",
  "half of the JSON": (good) => good.slice(0, good.length / 2),
  "NaN in the JSON": (good) => good.replace(/0/, "NaN"),
  "infinite number": (good) => good.replace(/\[0,/, "[1e999,"),
  "an error with 200": () => '{"error": {"message": "overloaded"}}',
  null: () => "null",
} satisfies Record<string, (good: string) => string>;

/** Answers that never come, or not to their end. */
export const wireFaults = ["hang", "cut", "reset", "slow drip", "endless body"] as const;

export type Behaviour =
  | "ok"
  | keyof typeof statusFaults
  | keyof typeof dataFaults
  | keyof typeof bodyFaults
  | (typeof wireFaults)[number];

export const allFaults = [
  ...Object.keys(statusFaults),
  ...Object.keys(dataFaults),
  ...Object.keys(bodyFaults),
  ...wireFaults,
] as Exclude<Behaviour, "ok">[];

function onFirst(
  [first, ...rest]: Vector[],
  change: (embedding: (number | null)[]) => (number | null)[],
): Vector[] {
  if (!first || typeof first.embedding === "string") return rest;
  return [{ ...first, embedding: change(first.embedding) }, ...rest];
}

function packed(embedding: Vector["embedding"], cut: number): string {
  if (typeof embedding === "string") return embedding;
  const bytes = Buffer.alloc(embedding.length * 4);
  for (const [at, value] of embedding.entries()) bytes.writeFloatLE(value ?? 0, at * 4);
  return bytes.subarray(cut).toString("base64");
}
