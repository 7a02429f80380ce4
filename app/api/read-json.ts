import { AppError } from "#lib/errors/app-error.ts";
import { refuseBadText } from "./refuse-bad-text.ts";

/**
 * The body as text and as JSON (undefined when empty). Throws 413, or 422 for what is no JSON or cannot be stored;
 * `inParts`: each part of it is looked at by whoever reads that part.
 */
export async function readJson(
  request: Request,
  maxBytes: number,
  inParts = false,
): Promise<{ text: string; json: unknown }> {
  const bytes = await readBytes(request, maxBytes);
  if (bytes.length === 0) return { text: "", json: undefined };
  const text = decode(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new AppError("invalid", "The body is not JSON. Send one JSON value.");
  }
  if (!inParts) refuseBadText(json);
  return { text, json };
}

/** The address's query as an object; a name that comes more than once gives a list. */
export function queryObject(url: string): Record<string, string | string[]> {
  const { searchParams } = new URL(url);
  const names = [...new Set(searchParams.keys())];
  const query = Object.fromEntries(
    names.map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
  refuseBadText(query);
  return query;
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError(
      "payload_too_large",
      `The request is larger than ${Math.floor(maxBytes / 1024)} KiB.`,
    );
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.length;
    if (size > maxBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid", "The body is not JSON: its bytes are not UTF-8.");
  }
}
