import type { RetrievalNote } from "./result-schemas.ts";
import type { ConfigurationChanges, VisibilityCeiling } from "./schemas.ts";

/** That its asker may not see all that was asked for; `given` is what was searched. Pure. */
export function noteNarrowed(
  asked: ConfigurationChanges,
  given: VisibilityCeiling,
): RetrievalNote[] {
  const said = (["visibility", "confidentiality"] as const)
    .filter((name) => asked[name] !== undefined && asked[name] !== given[name])
    .map((name) => `${name} up to “${given[name]}”, not “${asked[name]}”`);
  if (said.length === 0) return [];
  return [
    {
      code: "narrowed",
      message: `Less was searched than was asked for, as you may not see all of it: ${said.join(", ")}.`,
    },
  ];
}
