"use client";

import { useQuery } from "@tanstack/react-query";
import { apiGet } from "#components/api-client.ts";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";

/** What a form of many rows offers: vocabularies, terms in use, the time zone. */
export function useEditChoices(subject: Subject) {
  return useQuery({
    queryKey: ["edit-choices", subject],
    queryFn: ({ signal }) =>
      apiGet<Omit<Editable, "id" | "version">>(`/api/vocabularies?subject=${subject}`, signal),
  });
}
