"use client";

import { useId } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import type { ContextWords } from "./query-form.tsx";
import { Slider } from "./slider.tsx";

type ContextFieldsProps = {
  about: RetrievalContext;
  vocabulary: ContextWords;
  onChange: (about: RetrievalContext) => void;
};

type ListName = "platforms" | "disciplines" | "focusEntities" | "topics";

const lists: { name: ListName; label: string }[] = [
  { name: "platforms", label: "Platforms" },
  { name: "disciplines", label: "Disciplines" },
  { name: "focusEntities", label: "Focus entities" },
  { name: "topics", label: "Topics" },
];

/** What a caller would know of the person who asks. Every lane is asked with it. */
export function ContextFields({ about, vocabulary, onChange }: ContextFieldsProps) {
  const id = useId();
  const known: Record<ListName, string[]> = {
    platforms: vocabulary.platforms,
    disciplines: vocabulary.disciplines,
    focusEntities: [],
    topics: vocabulary.topics,
  };

  function setList(name: ListName, text: string) {
    const { [name]: _, ...others } = about;
    const values = text
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean);
    onChange(values.length > 0 ? { ...others, [name]: values } : others);
  }

  function setWeight(archetype: string, value: number) {
    const { archetypeWeights, ...others } = about;
    const weights = { ...archetypeWeights, [archetype]: value };
    const some = Object.values(weights).some((weight) => weight > 0);
    onChange(some ? { ...others, archetypeWeights: weights } : others);
  }

  return (
    <fieldset className="grid gap-x-4 gap-y-2 rounded-md bg-sunken p-3 sm:grid-cols-2 xl:grid-cols-4">
      <legend className="sr-only">What is known of who asks</legend>
      {lists.map(({ name, label }) => (
        <Field key={name} label={label}>
          {(control) => (
            <>
              <Input
                {...control}
                key={about[name]?.join(", ") ?? ""}
                list={`${id}-${name}`}
                defaultValue={about[name]?.join(", ") ?? ""}
                placeholder="separated by commas"
                onBlur={(event) => setList(name, event.target.value)}
              />
              <datalist id={`${id}-${name}`}>
                {known[name].map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </datalist>
            </>
          )}
        </Field>
      ))}
      {vocabulary.archetypes.map((archetype) => (
        <Slider
          key={archetype}
          label={archetype}
          value={about.archetypeWeights?.[archetype] ?? 0}
          from={0}
          min={0}
          max={1}
          step={0.05}
          onChange={(value) => setWeight(archetype, value)}
        />
      ))}
    </fieldset>
  );
}
