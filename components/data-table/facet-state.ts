import type { Change } from "./use-url-state.ts";

/** A facet as it stands in the address: wanted values, refused ones, and whether it may be empty. */
export type FacetState = { any: string[]; none: string[]; empty: "yes" | "no" | null };

type Params = Pick<URLSearchParams, "get" | "getAll">;

export function facetState(params: Params, name: string): FacetState {
  const empty = params.get(`${name}.empty`);
  return {
    any: params.getAll(name),
    none: params.getAll(`${name}.not`),
    empty: empty === "yes" || empty === "no" ? empty : null,
  };
}

export function isSet({ any, none, empty }: FacetState): boolean {
  return any.length > 0 || none.length > 0 || empty !== null;
}

/** What a press means: a wanted value, a refused one; pressing the same again takes it back. Null is empty. */
export function pressValue(
  params: Params,
  name: string,
  value: string | null,
  how: "any" | "none",
): Change {
  const state = facetState(params, name);
  if (value === null) {
    const next = how === "any" ? "yes" : "no";
    return { [`${name}.empty`]: state.empty === next ? null : next, ...fromTheStart };
  }
  const other = how === "any" ? "none" : "any";
  const without = (values: string[]) => values.filter((one) => one !== value);
  const on = !state[how].includes(value);
  const changed = { ...state, [other]: without(state[other]), [how]: without(state[how]) };
  if (on) changed[how] = [...changed[how], value].sort();
  return { [name]: changed.any, [`${name}.not`]: changed.none, ...fromTheStart };
}

/** Takes a facet's filter away. */
export function clearFacet(name: string): Change {
  return { [name]: null, [`${name}.not`]: null, [`${name}.empty`]: null, ...fromTheStart };
}

/** Other rows begin on their first page. */
export const fromTheStart: Change = { after: null, before: null };
