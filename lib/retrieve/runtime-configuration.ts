import { AppError } from "#lib/errors/app-error.ts";
import type { RuntimeBody } from "./runtime-schemas.ts";
import {
  type ConfigurationChanges,
  confidentialities,
  type VisibilityCeiling,
  visibilities,
} from "./schemas.ts";

/** What a caller's request changes of production. Throws 403 where it asks for more than it may be given. */
export function runtimeConfiguration(
  { k, filters = {} }: RuntimeBody,
  ceiling: VisibilityCeiling,
): ConfigurationChanges {
  const { visibility, confidentiality, includePricingLists, metadata } = filters;
  refuseAbove("visibility", visibilities, visibility, ceiling.visibility);
  refuseAbove("confidentiality", confidentialities, confidentiality, ceiling.confidentiality);
  return { k, visibility, confidentiality, includePricingLists, filters: metadata };
}

function refuseAbove<T extends string>(
  field: string,
  fromNarrow: readonly T[],
  asked: T | undefined,
  ceiling: T,
): void {
  if (asked === undefined || fromNarrow.indexOf(asked) <= fromNarrow.indexOf(ceiling)) return;
  const message = `This token may be given ${field} “${ceiling}” at most, not “${asked}”.`;
  throw new AppError("forbidden", message, { fields: { [`filters.${field}`]: message } });
}
