import { redactProse } from "./redact.ts";

/** Names of columns and keys whose values are codes, names of states or times: never words of a document. */
export const technicalName =
  /(?:^|_)(?:id|ids|key|hash|checksum|version|model|status|mode|type|category|visibility|confidentiality|language|at|by|url|href|pipeline|roman|code|license|environment|state|kind|index)$/;

/** `documentId` as `document_id`. */
export function snakeCase(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}

/** A JSON value with every text of a price-sensitive document in it redacted; what needs nothing is returned itself. */
export function redactJson<T>(value: T, name = ""): T {
  if (typeof value === "string")
    return (technicalName.test(snakeCase(name)) ? value : redactProse(value)) as T;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const clean = value.map((one) => redactJson(one, name));
    return (clean.every((one, at) => one === value[at]) ? value : clean) as T;
  }
  const entries = Object.entries(value);
  const clean = entries.map(([key, one]) => [key, redactJson(one, key)] as const);
  return (
    clean.every(([, one], at) => one === entries[at]?.[1]) ? value : Object.fromEntries(clean)
  ) as T;
}
