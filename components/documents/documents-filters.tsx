"use client";

import { Search, X } from "lucide-react";
import type { Route } from "next";
import { useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useTransition } from "react";
import { FacetFilter } from "#components/data-table/facet-filter.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";
import type { DocumentListState, Facets } from "#lib/corpus/schemas.ts";
import { changeParams } from "#lib/url/change-params.ts";

type FiltersProps = { state: DocumentListState; facets: Facets; filtered: boolean };

const labels = {
  status: "Status",
  mode: "Embed mode",
  category: "Category",
  type: "Type",
  embedding: "Embedding",
} as const;

/** Search and filters. Each change writes the URL, from which the server reads the list anew. */
export function DocumentsFilters({ state, facets, filtered }: FiltersProps) {
  const router = useRouter();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();
  const go = (change: Parameters<typeof changeParams>[1]) => {
    const href = `/documents${changeParams(params, { ...change, page: null })}` as Route;
    startTransition(() => router.replace(href, { scroll: false }));
  };
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    go({ q: String(new FormData(event.currentTarget).get("q") ?? "").trim() });
  };
  return (
    <div
      aria-busy={pending}
      className={cn("flex flex-wrap items-center gap-2 px-4 pb-3", pending && "opacity-70")}
    >
      <search className="contents">
        <form onSubmit={search} className="relative w-full sm:w-72">
          <Search className="absolute top-2 left-2 size-4 text-muted" aria-hidden />
          <Input
            key={state.q}
            type="search"
            name="q"
            defaultValue={state.q}
            maxLength={200}
            aria-label="Search title, path or text"
            placeholder="Search title, path or text"
            className="pl-8"
          />
        </form>
      </search>
      {(Object.keys(labels) as (keyof typeof labels)[]).map((name) => (
        <FacetFilter
          key={name}
          label={labels[name]}
          options={facets[name]}
          selected={state[name]}
          onChange={(values) => go({ [name]: [...values].sort() })}
        />
      ))}
      <FacetFilter
        label="Pricing"
        options={facets.pricing.map((option) => ({
          ...option,
          label: option.value === "yes" ? "pricing-sensitive" : "no amounts expected",
        }))}
        selected={state.pricing === "any" ? [] : [state.pricing]}
        onChange={(values) => go({ pricing: values.length === 1 ? values : null })}
      />
      {filtered ? (
        <Button
          size="sm"
          variant="ghost"
          onClick={() =>
            go(Object.fromEntries([...params.keys()].filter(isFilter).map((key) => [key, null])))
          }
        >
          <X aria-hidden /> Clear
        </Button>
      ) : null}
      <span role="status" className="sr-only">
        {pending ? "Loading documents" : ""}
      </span>
    </div>
  );
}

function isFilter(key: string): boolean {
  return key !== "sort" && key !== "dir";
}
