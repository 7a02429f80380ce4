import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import type { SavedConfiguration } from "#lib/evaluate/schemas.ts";
import { mostLanes } from "./lane-tokens.ts";
import { presets } from "./presets.ts";
import type { LabState } from "./use-lab-state.ts";

type ToolbarProps = {
  state: LabState;
  saved: readonly SavedConfiguration[];
  firstLane: string;
  children: React.ReactNode;
};

/** What is shown of the lanes, which there are, and what can be asked about them. */
export function LabToolbar({ state, saved, firstLane, children }: ToolbarProps) {
  const { lanes, change } = state;
  return (
    <div
      role="toolbar"
      aria-label="Lanes"
      className="flex flex-wrap items-center gap-x-2 gap-y-1.5 px-4 pb-2"
    >
      <Select
        aria-label="Add a lane"
        value=""
        disabled={lanes.length >= mostLanes}
        onChange={(event) => change({ lane: [...lanes, event.target.value] })}
        className="[&_select]:h-7 [&_select]:text-xs"
      >
        <option value="">
          {lanes.length >= mostLanes ? `${mostLanes} lanes are the most` : "+ Add a lane"}
        </option>
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
      </Select>
      <Select
        aria-label="Compare each lane with"
        value={state.against}
        onChange={(event) => change({ against: event.target.value === "first" ? "first" : "left" })}
        className="[&_select]:h-7 [&_select]:text-xs"
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
      <Toggle
        pressed={state.panel === "why"}
        onPress={() =>
          change(
            state.panel === "why" ? { panel: "", open: "" } : { panel: "why", open: "", at: 0 },
          )
        }
      >
        Why not this chunk?
      </Toggle>
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
      className="text-muted aria-pressed:bg-selected aria-pressed:text-foreground"
    >
      {children}
    </Button>
  );
}
