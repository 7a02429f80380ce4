"use client";

import { Search, UserRound } from "lucide-react";
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { ContextFields } from "./context-fields.tsx";
import { useFocusKey } from "./use-focus-key.ts";

/** What the corpus calls the things that a context may name. */
export type ContextWords = {
  modes: string[];
  archetypes: string[];
  platforms: string[];
  disciplines: string[];
  topics: string[];
};

type QueryFormProps = {
  query: string;
  k: number;
  productionK: number;
  mode: string;
  about: RetrievalContext;
  vocabulary: ContextWords;
  busy: boolean;
  onAsk: (query: string) => void;
  onChange: (part: { k?: number; mode?: string; about?: RetrievalContext }) => void;
  /** Questions asked before. */
  children: ReactNode;
};

/** The question and what goes with it. ⌘↵ or Ctrl+↵ asks from anywhere in it, / leads here. */
export function QueryForm({
  query,
  k,
  productionK,
  mode,
  about,
  vocabulary,
  ...rest
}: QueryFormProps) {
  const { busy, onAsk, onChange, children } = rest;
  const box = useFocusKey<HTMLTextAreaElement>("/");
  const [draft, setDraft] = useState(query);
  const [asked, setAsked] = useState(query);
  const [withContext, setWithContext] = useState(Object.keys(about).length > 0);
  // The back button brings another question; a new key would take the focus out of the box.
  if (query !== asked) {
    setAsked(query);
    setDraft(query);
  }
  const [missing, setMissing] = useState(false);

  function submit(event: FormEvent | KeyboardEvent) {
    event.preventDefault();
    setMissing(draft.trim() === "");
    if (draft.trim() !== "") onAsk(draft);
  }

  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
      }}
      className="space-y-2 px-4 pb-2"
    >
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Field
          label="Query"
          className="w-full min-w-0 lg:w-auto lg:flex-1"
          error={missing ? "Type what a customer would ask." : undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              ref={box}
              rows={1}
              dir="auto"
              value={draft}
              placeholder="What a customer would ask ( / to come here )"
              className="field-sizing-content max-h-40 min-h-8"
              onChange={(event) => setDraft(event.target.value)}
            />
          )}
        </Field>
        {vocabulary.modes.length > 0 ? (
          <Field label="Asked as">
            {(control) => (
              <Select
                {...control}
                value={mode}
                onChange={(event) => onChange({ mode: event.target.value })}
              >
                <option value="">anyone</option>
                {vocabulary.modes.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        <Field label="Results">
          {(control) => (
            <Select
              {...control}
              value={k}
              onChange={(event) => onChange({ k: Number(event.target.value) })}
            >
              <option value={0}>top {productionK} (production)</option>
              {choices(productionK, k).map((one) => (
                <option key={one} value={one}>
                  top {one}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="flex gap-2 lg:mt-5">
          <Button
            variant="ghost"
            aria-expanded={withContext}
            title="What is known of who asks: platforms, archetypes and so on"
            onClick={() => setWithContext(!withContext)}
          >
            <UserRound aria-hidden />
            Context{Object.keys(about).length > 0 ? ` (${Object.keys(about).length})` : ""}
          </Button>
          {children}
        </div>
        <Button
          type="submit"
          variant="primary"
          className="w-full lg:mt-5 lg:w-auto"
          aria-disabled={busy}
        >
          <Search aria-hidden />
          {busy ? "Asking…" : "Ask"}
          <kbd className="font-sans text-xs opacity-80" title="⌘↵ or Ctrl+↵">
            ⌘↵
          </kbd>
        </Button>
      </div>
      {withContext ? (
        <ContextFields
          about={about}
          vocabulary={vocabulary}
          onChange={(next) => onChange({ about: next })}
        />
      ) : null}
    </form>
  );
}

/** The usual sizes, and the one in the address where it is another. */
function choices(productionK: number, k: number): number[] {
  return [...new Set([3, 5, 10, 12, 20, 50, k])]
    .filter((one) => one > 0 && one !== productionK)
    .toSorted((a, b) => a - b);
}
