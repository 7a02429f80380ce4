"use client";

import { Lock } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { BoostSliders } from "./boost-sliders.tsx";
import { FilterEditor } from "./filter-editor.tsx";
import { changeSetting, withChanges } from "./lane-changes.ts";
import type { Lane } from "./resolve-lane.ts";
import { SearchSettings } from "./search-settings.tsx";

export type AdjustPanelProps = {
  lane: Lane;
  production: Configuration;
  /** Models whose vectors stand beside the served ones. */
  sets: readonly string[];
  canAdd: boolean;
  canSave: boolean;
  onChange: (overrides: ConfigurationChanges) => void;
  onDuplicate: () => void;
  onSave: () => void;
};

/** A setting's way back into the address. */
export type SetSetting = <Name extends keyof Configuration>(
  name: Name,
  value: Configuration[Name],
) => void;

/** The settings of one lane. Boosts and weights re-order at once, here; the others ask again. */
export default function AdjustPanel(props: AdjustPanelProps) {
  const { lane, production, sets, canAdd, canSave, onChange, onDuplicate, onSave } = props;
  const now = withChanges(production, lane.changes);
  const set: SetSetting = (name, value) =>
    onChange(changeSetting(lane.overrides, lane.baseConfiguration, name, value));
  return (
    <div className="space-y-5">
      {lane.fixed ? (
        <Notice>
          <p className="flex items-center gap-1 font-medium">
            <Lock className="size-3" aria-hidden /> {lane.name} cannot be changed here.
          </p>
          <p className="mt-1 text-muted">
            {lane.base === "production"
              ? "The environment of the console sets it. Duplicate it and adjust the copy; nobody else sees that until you share it."
              : "It is what it is. Duplicate production or a saved configuration to try something else."}
          </p>
          <Button size="sm" className="mt-2" disabled={!canAdd} onClick={onDuplicate}>
            {canAdd ? "Duplicate to adjust it" : "Four lanes are the most: remove one first"}
          </Button>
        </Notice>
      ) : (
        <div className="flex items-center gap-2">
          {canSave ? (
            <Button size="sm" variant="primary" onClick={onSave}>
              Save…
            </Button>
          ) : null}
          <Button size="sm" disabled={!lane.unsaved} onClick={() => onChange({})}>
            Undo what was changed here
          </Button>
        </div>
      )}
      <fieldset disabled={lane.fixed} className="space-y-5">
        <legend className="sr-only">Settings of {lane.name}</legend>
        <BoostSliders now={now} lane={lane} set={set} onChange={onChange} />
        <SearchSettings now={now} set={set} sets={sets} />
        <FilterEditor filters={now.filters} onChange={(filters) => set("filters", filters)} />
      </fieldset>
    </div>
  );
}
