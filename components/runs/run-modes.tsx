import type { RunKind, RunMode } from "#lib/ingest/runs-schemas.ts";

type Choice = { mode: RunMode; label: string; hint: string };

const choices: Record<RunKind, Choice[]> = {
  ingest: [
    {
      mode: "incremental",
      label: "Changes only",
      hint: "Files that changed since, and what is missing or stale.",
    },
    { mode: "full", label: "Everything", hint: "Reads and cuts every file again, changed or not." },
    { mode: "dry-run", label: "Dry run", hint: "Says what would be done. Writes nothing." },
    {
      mode: "audit",
      label: "Audit",
      hint: "Like a dry run, but lists only what needs attention.",
    },
  ],
  reembed: [
    {
      mode: "stale",
      label: "Stale only",
      hint: "Chunks without a vector, or with one of another model.",
    },
    {
      mode: "full",
      label: "Everything anew",
      hint: "Buys every vector again, also those that are stored.",
    },
  ],
};

const selection: Choice = {
  mode: "selection",
  label: "All of their chunks",
  hint: "Every chunk of the chosen documents; stored vectors of the same text are used again.",
};

/** How a run of a kind goes about it; one is always chosen. */
export function RunModes({ kind, chosen }: { kind: RunKind; chosen: boolean }) {
  const offered = kind === "reembed" && chosen ? [selection, ...choices.reembed] : choices[kind];
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-medium text-muted">What to work</legend>
      {offered.map(({ mode, label, hint }, at) => (
        <label
          key={mode}
          className="flex cursor-pointer items-start gap-2 rounded-md border border-transparent px-2 py-1.5 hover:bg-hover has-checked:border-line-strong has-checked:bg-sunken"
        >
          <input
            type="radio"
            name="mode"
            value={mode}
            defaultChecked={at === 0}
            className="mt-1 accent-accent"
          />
          <span>
            <span className="block font-medium">{label}</span>
            <span className="block text-muted">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
