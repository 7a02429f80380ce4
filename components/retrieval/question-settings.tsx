import { ListFilter } from "lucide-react";
import type { SavedQuery } from "#lib/evaluate/schemas.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { differences } from "./compare-lanes.ts";
import { withChanges } from "./lane-changes.ts";

type QuestionSettingsProps = {
  saved: Pick<SavedQuery, "name" | "filters">;
  production: Configuration;
};

/** Says that the saved query brings settings of its own, and which lanes are asked with them. */
export function QuestionSettings({ saved, production }: QuestionSettingsProps) {
  const words = differences(withChanges(production, saved.filters), production);
  if (words.length === 0) return null;
  return (
    <p className="flex items-start gap-2 px-4 pb-2 text-muted">
      <ListFilter className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      <span>
        <bdi>{saved.name}</bdi> brings along: {words.join(", ")}. Every lane is asked with it that
        can be changed and does not say otherwise itself.
      </span>
    </p>
  );
}
