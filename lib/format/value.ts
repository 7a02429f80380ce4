import { exactTime } from "./time.ts";

const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A stored value in words, times on the clock of `zone`; "" where there is none. */
export function valueText(value: unknown, zone: string): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((one) => valueText(one, zone)).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  return isTime.test(text) && !Number.isNaN(Date.parse(text)) ? exactTime(text, zone) : text;
}

/** Whether there is anything to say of a value. */
export function hasValue(value: unknown): boolean {
  return valueText(value, "UTC") !== "";
}
