import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import type { SavedConfiguration } from "#lib/evaluate/schemas.ts";
import { mostLanes } from "#lib/retrieve/defaults.ts";
import { panelNames } from "./lab-parsers.ts";
import { laneText } from "./lane-tokens.ts";
import { presets } from "./presets.ts";
import type { LabState } from "./use-lab-state.ts";

const asking = ["why", "model", "index"] as const;

type ToolbarProps = {
  state: LabState;
  saved: readonly SavedConfiguration[];
  /** Models whose vectors stand beside the served ones. */
  sets: readonly string[];
  firstLane: string;
  children: React.ReactNode;
};

/** What is shown of the lanes, which there are, and what can be asked about them. */
export function LabToolbar({ state, saved, sets, firstLane, children }: ToolbarProps) {
  const { lanes, change } = state;
  // Not disabled then: the focus stands on it.
  const full = lanes.length >= mostLanes;
  return (
    <div
      role="toolbar"
      aria-label="Lanes"
      className="flex flex-wrap items-center gap-x-1 gap-y-1.5 px-4 pb-2"
    >
      <Select
        aria-label="Add a lane"
        value=""
        onChange={(event) => change({ lane: [...lanes, event.target.value] })}
        className="[&_select]:field-sizing-content [&_select]:h-7 [&_select]:text-xs"
      >
        <option value="">{full ? `${mostLanes} lanes are the most` : "+ Add a lane"}</option>
        {full ? null : (
          <>
            {presets.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            {saved.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            {sets.map((model) => (
              <option key={model} value={laneText({ base: "copy", overrides: { model } })}>
                vectors of {model}
              </option>
            ))}
          </>
        )}
      </Select>
      <Select
        aria-label="Compare each lane with"
        value={state.against}
        onChange={(event) => change({ against: event.target.value === "first" ? "first" : "left" })}
        className="[&_select]:field-sizing-content [&_select]:h-7 [&_select]:text-xs"
      >
        <option value="left">↑↓ against the lane to the left</option>
        <option value="first">↑↓ against {firstLane}</option>
      </Select>
      <Toggle
        pressed={state.view === "text"}
        onPress={() => change({ view: state.view === "text" ? "compact" : "text" })}
      >
        Text
      </Toggle>
      <Toggle
        pressed={state.split === "1"}
        onPress={() => change({ split: state.split === "1" ? "" : "1" })}
      >
        Split scores
      </Toggle>
      {asking.map((panel) => (
        <Toggle
          key={panel}
          pressed={state.panel === panel}
          onPress={() =>
            change(state.panel === panel ? { panel: "", open: "" } : { panel, open: "", at: 0 })
          }
        >
          {panelNames[panel]}
        </Toggle>
      ))}
      <div className="flex flex-wrap items-center gap-2 lg:ml-auto">{children}</div>
    </div>
  );
}

type ToggleProps = { pressed: boolean; onPress: () => void; children: React.ReactNode };

function Toggle({ pressed, onPress, children }: ToggleProps) {
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-pressed={pressed}
      onClick={onPress}
      className="px-1.5 text-muted aria-pressed:bg-selected aria-pressed:text-foreground"
    >
      {children}
    </Button>
  );
}
