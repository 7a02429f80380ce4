import { AppError } from "#lib/errors/app-error.ts";

/** The version in `If-Match: "7"`; NaN when it is absent and not required. Throws 428 or 400. */
export function readIfMatch(headers: Headers, required: boolean): number {
  const header = headers.get("if-match");
  if (header === null) {
    if (!required) return Number.NaN;
    throw new AppError("precondition_required", "Send If-Match with the version you have read.");
  }
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw new AppError("bad_request", 'If-Match takes one version, such as "7".');
  return Number(version);
}
