import { Select } from "#components/ui/select.tsx";
import type { SavedConfiguration } from "#lib/evaluate/schemas.ts";
import { presets } from "./presets.ts";
import type { Lane } from "./resolve-lane.ts";

type LaneSelectProps = {
  lane: Lane;
  position: number;
  saved: readonly SavedConfiguration[];
  onChange: (token: string) => void;
};

/** Which configuration a lane is. The browser's own select: every keyboard and phone knows it. */
export function LaneSelect({ lane, position, saved, onChange }: LaneSelectProps) {
  const listed =
    presets.some(({ id }) => id === lane.base) || saved.some(({ id }) => id === lane.base);
  return (
    <Select
      aria-label={`Configuration of lane ${position}`}
      value={lane.base}
      onChange={(event) => onChange(event.target.value)}
      className="min-w-0 flex-1 [&_select]:border-transparent [&_select]:bg-transparent [&_select]:pl-1 [&_select]:font-semibold [&_select]:hover:bg-hover"
    >
      {listed ? null : <option value={lane.base}>{lane.name}</option>}
      <optgroup label="What runs">
        {presets
          .filter((preset) => preset.fixed)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </optgroup>
      <optgroup label="To start from">
        {presets
          .filter((preset) => !preset.fixed)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </optgroup>
      {saved.length > 0 ? (
        <optgroup label="Saved">
          {saved.map(({ id, name, shared }) => (
            <option key={id} value={id}>
              {shared ? name : `${name} (private)`}
            </option>
          ))}
        </optgroup>
      ) : null}
    </Select>
  );
}
