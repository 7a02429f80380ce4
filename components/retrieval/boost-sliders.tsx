import type { Boosts, Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import type { SetSetting } from "./adjust-panel.tsx";
import { changeBoost } from "./lane-changes.ts";
import type { Lane } from "./resolve-lane.ts";
import { boostLabels } from "./setting-words.ts";
import { Slider } from "./slider.tsx";

type BoostSlidersProps = {
  now: Configuration;
  lane: Lane;
  set: SetSetting;
  onChange: (overrides: ConfigurationChanges) => void;
};

/** What re-orders the stored candidates without a search: boosts, and the weights of the two lists. */
export function BoostSliders({ now, lane, set, onChange }: BoostSlidersProps) {
  const { baseConfiguration: base, overrides } = lane;
  const number = (
    name: "archetypeK" | "archetypeConfidenceMin" | "vectorWeight" | "fulltextWeight" | "rrfK",
    label: string,
    [min, max, step]: [number, number, number],
  ) => (
    <Slider
      label={label}
      value={now[name]}
      from={base[name]}
      min={min}
      max={max}
      step={step}
      onChange={(value) => set(name, value)}
    />
  );
  return (
    <>
      {now.candidatesFrom === "hybrid" ? (
        <Group title="Weights of the two lists" note="at once, without a new search">
          {number("vectorWeight", "vectors", [0, 3, 0.05])}
          {number("fulltextWeight", "full text", [0, 3, 0.05])}
          {number("rrfK", "fusion constant", [1, 200, 1])}
        </Group>
      ) : null}
      <Group
        title="Boosts"
        note={now.rerank ? "at once, without a new search" : "no effect: rerank is off"}
      >
        {(Object.keys(boostLabels) as (keyof Boosts)[]).map((name) => (
          <Slider
            key={name}
            label={boostLabels[name]}
            value={now.boosts[name]}
            from={base.boosts[name]}
            min={name === "sumLeast" ? -0.5 : -0.2}
            max={name === "sumMost" ? 1 : 0.5}
            step={0.01}
            onChange={(value) => onChange(changeBoost(overrides, base, name, value))}
          />
        ))}
        {number("archetypeK", "archetype K", [0, 0.5, 0.01])}
        {number("archetypeConfidenceMin", "archetype confidence", [0.01, 1, 0.01])}
      </Group>
    </>
  );
}

type GroupProps = { title: string; note?: string; children: React.ReactNode };

export function Group({ title, note, children }: GroupProps) {
  return (
    <section className="space-y-1.5">
      <h3 className="flex items-baseline justify-between gap-2 text-sm font-semibold">
        {title}
        {note ? <span className="text-xs font-normal text-muted">{note}</span> : null}
      </h3>
      {children}
    </section>
  );
}
