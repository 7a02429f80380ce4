"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import type { Field } from "#lib/corpus/field-schemas.ts";

type ExtendProps = { field: Field; onAdded: (term: string) => void };

/** An admin adds a term that everybody is offered from then on; the field takes it at once. */
export function ExtendVocabulary({ field, onAdded }: ExtendProps) {
  const queries = useQueryClient();
  const [text, setText] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: (term: string) =>
      apiSend<Editable["vocabularies"]>("POST", "/api/vocabularies", {
        vocabulary: field.vocabulary,
        term,
      }),
    onSuccess: (vocabularies, term) => {
      for (const queryKey of [["editable"], ["edit-choices"]])
        queries.setQueriesData<Pick<Editable, "vocabularies">>({ queryKey }, (old) =>
          old ? { ...old, vocabularies } : old,
        );
      onAdded(term.trim().toLowerCase());
      setText(null);
    },
  });
  if (text === null)
    return (
      <Button size="sm" variant="ghost" className="self-start" onClick={() => setText("")}>
        <Plus aria-hidden /> New term for everybody
      </Button>
    );
  return (
    <div className="flex flex-col gap-1">
      <div className="flex gap-1.5">
        <Input
          aria-label={`New term of ${field.label}`}
          value={text}
          maxLength={80}
          autoFocus
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            if (text.trim() !== "" && !add.isPending) add.mutate(text);
          }}
        />
        <Button disabled={text.trim() === "" || add.isPending} onClick={() => add.mutate(text)}>
          Offer it
        </Button>
        <Button variant="ghost" onClick={() => setText(null)}>
          Cancel
        </Button>
      </div>
      <p className="text-xs text-muted">Everybody is offered it from then on.</p>
      {add.error ? (
        <p role="alert" className="text-xs text-danger">
          {add.error.message}
        </p>
      ) : null}
    </div>
  );
}
