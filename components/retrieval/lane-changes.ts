import type { MetadataFilter } from "#lib/retrieve/filter-schemas.ts";
import type { Boosts, Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";

/** `over` put on top of `under`; boosts one by one. */
export function mergeChanges(
  under: ConfigurationChanges,
  over: ConfigurationChanges,
): ConfigurationChanges {
  const merged = { ...under, ...over };
  const boosts = { ...under.boosts, ...over.boosts };
  return Object.keys(boosts).length === 0 ? merged : { ...merged, boosts };
}

/** What of a lane's changes filters: a question that is saved brings this along, and no search settings. */
export function filtersOf({
  filters,
  includePricingLists,
  visibility,
  confidentiality,
}: ConfigurationChanges): ConfigurationChanges {
  const all = { filters, includePricingLists, visibility, confidentiality };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** One that is there already is not put there twice. */
export function withFilter(filters: readonly MetadataFilter[], added: MetadataFilter) {
  const same = JSON.stringify(added);
  return filters.some((one) => JSON.stringify(one) === same) ? [...filters] : [...filters, added];
}

/** Production with changes over it, as far as a browser knows; the server narrows it to what the asker may see. */
export function withChanges(
  production: Configuration,
  { boosts, ...changes }: ConfigurationChanges,
): Configuration {
  return { ...production, ...changes, boosts: { ...production.boosts, ...boosts } };
}

/** What makes a whole configuration out of production's: the reverse of `withChanges`. */
export function changesFrom(
  { boosts: given, ...production }: Configuration,
  { boosts, ...configuration }: Configuration,
): ConfigurationChanges {
  const settings = different(production, configuration);
  const changed = different(given, boosts);
  return Object.keys(changed).length === 0 ? settings : { ...settings, boosts: changed };
}

function different<T extends object>(from: T, to: T): Partial<T> {
  const names = Object.keys(to) as (keyof T)[];
  const changed = names.filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
  return Object.fromEntries(changed.map((name) => [name, to[name]])) as Partial<T>;
}

/** The overrides after one setting was changed; back at the base's value it is no override any more. */
export function changeSetting<Name extends keyof Configuration>(
  overrides: ConfigurationChanges,
  base: Configuration,
  name: Name,
  value: Configuration[Name],
): ConfigurationChanges {
  const { [name]: _, ...others } = overrides;
  if (JSON.stringify(value) === JSON.stringify(base[name])) return others;
  return { ...others, [name]: value };
}

export function changeBoost(
  overrides: ConfigurationChanges,
  base: Configuration,
  name: keyof Boosts,
  value: number,
): ConfigurationChanges {
  const { boosts = {}, ...others } = overrides;
  const { [name]: _, ...rest } = boosts;
  const next = value === base.boosts[name] ? rest : { ...rest, [name]: value };
  return Object.keys(next).length === 0 ? others : { ...others, boosts: next };
}
