import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import type { SetSetting } from "./adjust-panel.tsx";
import { Group } from "./boost-sliders.tsx";
import { planWords, sourceWords } from "./setting-words.ts";

type SearchSettingsProps = { now: Configuration; set: SetSetting; sets: readonly string[] };

const scans = { off: "off", relaxed: "relaxed order", strict: "strict order" };
const visibilityWords = {
  public: "public",
  internal: "internal too",
  "admin-only": "all, admin-only too",
};
const confidentialityWords = { normal: "normal", elevated: "elevated too" };

/** What another search is needed for. */
export function SearchSettings({ now, set, sets }: SearchSettingsProps) {
  const vectors = now.candidatesFrom !== "fulltext";
  const words = now.candidatesFrom !== "vector";
  return (
    <>
      <Group title="Search" note="asks again">
        <div className="grid grid-cols-2 gap-2">
          <Choice
            label="Candidates from"
            value={now.candidatesFrom}
            words={sourceWords}
            onChange={(value) => set("candidatesFrom", value)}
          />
          {vectors && (sets.length > 0 || now.model !== null) ? (
            <Choice
              label="Embedding set"
              value={now.model ?? ""}
              words={setWords(sets, now.model)}
              onChange={(value) => set("model", value === "" ? null : value)}
            />
          ) : null}
          {vectors ? (
            <Choice
              label="Plan"
              value={now.plan}
              words={planWords}
              onChange={(value) => set("plan", value)}
            />
          ) : null}
          <NumberField
            label="Candidates"
            value={now.candidates}
            min={1}
            max={200}
            onChange={(value) => set("candidates", value)}
          />
          <NumberField
            label="Results"
            value={now.k}
            min={1}
            max={50}
            onChange={(value) => set("k", value)}
          />
          <NumberField
            label="Of one document, at most (0: any)"
            value={now.perDocument}
            min={0}
            max={50}
            onChange={(value) => set("perDocument", value)}
          />
          {vectors ? (
            <NumberField
              label="Least similarity (−1: none)"
              value={now.minCosine ?? -1}
              min={-1}
              max={1}
              step={0.05}
              onChange={(value) => set("minCosine", value <= -1 ? null : value)}
            />
          ) : null}
          {vectors && now.plan !== "exact" ? (
            <>
              <NumberField
                label="ef_search"
                value={now.efSearch}
                min={1}
                max={1_000}
                onChange={(value) => set("efSearch", value)}
              />
              <Choice
                label="Iterative scan"
                value={now.iterativeScan}
                words={scans}
                onChange={(value) => set("iterativeScan", value)}
              />
              <NumberField
                label="Scan limit, rows"
                value={now.maxScanTuples}
                min={1}
                max={1_000_000}
                onChange={(value) => set("maxScanTuples", value)}
              />
              <NumberField
                label="Exact up to, chunks"
                value={now.exactUpTo}
                min={0}
                max={1_000_000}
                onChange={(value) => set("exactUpTo", value)}
              />
            </>
          ) : null}
          {words ? (
            <NumberField
              label="Weight of headings"
              value={now.headingWeight}
              min={0}
              max={20}
              step={0.5}
              onChange={(value) => set("headingWeight", value)}
            />
          ) : null}
        </div>
        <Check
          label="Rerank with boosts"
          value={now.rerank}
          onChange={(value) => set("rerank", value)}
        />
        {words ? (
          <Check
            label="Pseudo-relevance feedback in full text"
            value={now.feedback}
            onChange={(value) => set("feedback", value)}
          />
        ) : null}
      </Group>
      <Group title="What may come" note="asks again">
        <div className="grid grid-cols-2 gap-2">
          <Choice
            label="Visibility"
            value={now.visibility}
            words={visibilityWords}
            onChange={(value) => set("visibility", value)}
          />
          <Choice
            label="Confidentiality"
            value={now.confidentiality}
            words={confidentialityWords}
            onChange={(value) => set("confidentiality", value)}
          />
        </div>
        <Check
          label="Price lists too"
          value={now.includePricingLists}
          onChange={(value) => set("includePricingLists", value)}
        />
      </Group>
    </>
  );
}

/** The served vectors, and each set beside them; also one that is named though it is gone. */
function setWords(sets: readonly string[], named: string | null): Record<string, string> {
  const all = named === null ? sets : [...new Set([...sets, named])];
  return { "": "the served one", ...Object.fromEntries(all.map((model) => [model, model])) };
}

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  words: Record<T, string>;
  onChange: (value: T) => void;
};

function Choice<T extends string>({ label, value, words, onChange }: ChoiceProps<T>) {
  const values = Object.keys(words) as T[];
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={(event) => {
            const next = values.find((one) => one === event.target.value);
            if (next) onChange(next);
          }}
        >
          {values.map((one) => (
            <option key={one} value={one}>
              {words[one]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

type NumberFieldProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  onChange: (value: number) => void;
};

/** Takes effect when it is left or Enter is pressed: half a number asks nothing. */
function NumberField({ label, value, min, max, step = 1, onChange }: NumberFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          key={value}
          type="number"
          min={min}
          max={max}
          step={step}
          defaultValue={value}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
          onBlur={(event) => {
            const next = Number(event.currentTarget.value);
            if (event.currentTarget.value !== "" && Number.isFinite(next))
              onChange(Math.min(Math.max(step === 1 ? Math.round(next) : next, min), max));
          }}
        />
      )}
    </Field>
  );
}

type CheckProps = { label: string; value: boolean; onChange: (value: boolean) => void };

function Check({ label, value, onChange }: CheckProps) {
  return (
    <label className="flex items-center gap-2 text-sm">
      <input
        type="checkbox"
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-(--accent)"
      />
      {label}
    </label>
  );
}
