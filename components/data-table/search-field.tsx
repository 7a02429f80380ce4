"use client";

import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { Input } from "#components/ui/input.tsx";

type FieldProps = { label: string; value: string; onSearch: (text: string) => void };

/** A search that is asked with Enter, and taken back by clearing it. */
export function SearchField({ label, value, onSearch }: FieldProps) {
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSearch(String(new FormData(event.currentTarget).get("q") ?? "").trim());
  };
  return (
    <search className="contents">
      <form onSubmit={search} className="relative w-full sm:w-72">
        <Search className="absolute top-2 left-2 size-4 text-muted" aria-hidden />
        <Input
          key={value}
          type="search"
          name="q"
          defaultValue={value}
          maxLength={200}
          aria-label={label}
          placeholder={label}
          className="pl-8"
          onInput={(event) => {
            // The field's own cross clears it without a submit.
            if (event.currentTarget.value === "" && value !== "" && !("data" in event.nativeEvent))
              onSearch("");
          }}
        />
      </form>
    </search>
  );
}
