import type { Configuration } from "#lib/retrieve/schemas.ts";

/** What the browser itself reckons with, so that no server checks it: least and most. */
const ranges: { [name in keyof Configuration]?: [least: number, most: number] } = {
  archetypeK: [0, 1],
  archetypeConfidenceMin: [0.0001, 1],
  rrfK: [1, 1_000],
  vectorWeight: [0, 10],
  fulltextWeight: [0, 10],
};
const nullable = new Set(["minCosine", "model"]);

/**
 * Why these settings, written into an address by hand, cannot be shown or reckoned with; undefined where they can.
 * Kinds are production's own, without the schemas' 30 kB; what the server searches with it checks itself. Pure.
 */
export function overridesProblem(
  overrides: Readonly<Record<string, unknown>>,
  production: Configuration,
): string | undefined {
  const wrong = Object.keys(overrides).find((name) => !fits(name, overrides[name], production));
  if (wrong === undefined) return undefined;
  return Object.hasOwn(production, wrong)
    ? `The address sets ${wrong} to something that it does not take.`
    : `The address names a setting that there is not: ${wrong.slice(0, 60)}.`;
}

function fits(name: string, value: unknown, production: Configuration): boolean {
  if (!isSetting(name, production)) return false;
  if (name === "filters") return Array.isArray(value) && value.every(isFilter);
  if (name === "boosts") return areBoosts(value, production.boosts);
  if (nullable.has(name)) return value === null || typeof value === nullableKind(name);
  if (typeof value === "number") {
    const [least, most] = ranges[name] ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
    return typeof production[name] === "number" && value >= least && value <= most;
  }
  return typeof value === typeof production[name];
}

function isSetting(name: string, production: Configuration): name is keyof Configuration {
  return Object.hasOwn(production, name);
}

function nullableKind(name: string) {
  return name === "model" ? "string" : "number";
}

function areBoosts(value: unknown, boosts: Configuration["boosts"]): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([name, boost]) =>
        Object.hasOwn(boosts, name) && typeof boost === "number" && Math.abs(boost) <= 1,
    )
  );
}

function isFilter(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.field === "string" &&
    typeof value.is === "string" &&
    isTexts(value.values)
  );
}

/** A list of texts and nothing else. */
export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
