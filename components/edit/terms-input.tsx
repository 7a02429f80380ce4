"use client";

import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";

type TermsInputProps = {
  id?: string;
  "aria-label"?: string;
  label: string;
  value: readonly string[];
  /** Terms that are offered while typing. */
  offered: readonly string[];
  max: number;
  onChange: (terms: string[]) => void;
};

/** A list of terms: type one and press Enter; Backspace in the empty box takes the last one away. */
export function TermsInput({
  id,
  label,
  value,
  offered,
  max,
  onChange,
  ...described
}: TermsInputProps) {
  const [text, setText] = useState("");
  const list = useId();
  const add = () => {
    const terms = text
      .split(/[,\n]/)
      .map((one) => one.trim())
      .filter(Boolean);
    setText("");
    if (terms.length > 0) onChange([...new Set([...value, ...terms])].sort());
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Enter" && !event.metaKey && !event.ctrlKey && text.trim() !== "") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && text === "" && value.length > 0)
      onChange(value.slice(0, -1));
  };
  const free = offered.filter((one) => !value.includes(one));
  return (
    <div className="flex flex-col gap-1.5">
      {value.length > 0 ? (
        <ul aria-label={`${label}: chosen`} className="flex flex-wrap gap-1">
          {value.map((term) => (
            <li
              key={term}
              className="inline-flex max-w-full items-center rounded-md bg-sunken pl-2 text-xs"
            >
              <span className="min-w-0 break-words">{term}</span>
              <button
                type="button"
                aria-label={`Remove ${term}`}
                onClick={() => onChange(value.filter((one) => one !== term))}
                className="grid size-6 place-items-center rounded-md text-muted hover:bg-hover hover:text-foreground"
              >
                <X className="size-3" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex gap-1.5">
        <Input
          {...(id ? { id } : {})}
          {...described}
          value={text}
          maxLength={max}
          list={list}
          autoComplete="off"
          placeholder="Type a term, then Enter"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
        <Button
          aria-label={`Add to ${label}`}
          size="icon"
          className="size-8"
          onClick={add}
          disabled={text.trim() === ""}
        >
          <Plus aria-hidden />
        </Button>
      </div>
      <datalist id={list}>
        {free.map((term) => (
          <option key={term} value={term} />
        ))}
      </datalist>
    </div>
  );
}
