"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { apiGet } from "#components/api-client.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { DocumentFacet } from "#lib/corpus/facet-schemas.ts";
import type { FacetAnswer } from "#lib/url/table-answers.ts";

/** Which part of the corpus; all of it where nothing is said. */
export function ScopeFields() {
  const { data } = useQuery({
    queryKey: ["documents", "facets", ""],
    queryFn: ({ signal }) => apiGet<FacetAnswer<DocumentFacet>>("/api/documents/facets", signal),
    staleTime: 60_000,
  });
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="mb-1 text-xs font-medium text-muted">
        Part of the corpus (empty: all of it)
      </legend>
      <Field label="File or folder" className="sm:col-span-2" hint="As the manifest writes paths.">
        {(control) => <Input {...control} name="path" maxLength={1000} autoComplete="off" />}
      </Field>
      <Named label="Category" name="category" values={data?.facets.category.values} />
      <Named label="Document type" name="docType" values={data?.facets.type.values} />
    </fieldset>
  );
}

type NamedProps = {
  label: string;
  name: string;
  values: { value: string | null }[] | undefined;
};

/** A name that may be one of those in use, or one that only the manifest has yet. */
function Named({ label, name, values = [] }: NamedProps) {
  const list = useId();
  return (
    <Field label={label}>
      {(control) => (
        <>
          <Input {...control} name={name} list={list} maxLength={200} autoComplete="off" />
          <datalist id={list}>
            {values.map(({ value }) => (value ? <option key={value} value={value} /> : null))}
          </datalist>
        </>
      )}
    </Field>
  );
}
