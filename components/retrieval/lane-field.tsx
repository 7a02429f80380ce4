import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Lane } from "./resolve-lane.ts";

type LaneFieldProps = {
  lane: Lane;
  lanes: readonly Lane[];
  onLane: (index: number) => void;
};

/** Which lane a panel is about. */
export function LaneField({ lane, lanes, onLane }: LaneFieldProps) {
  return (
    <Field label="In the lane">
      {(control) => (
        <Select
          {...control}
          value={String(lanes.indexOf(lane))}
          onChange={(event) => onLane(Number(event.target.value))}
        >
          {lanes.map(({ name }, index) => (
            <option key={`${index} ${name}`} value={index}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
