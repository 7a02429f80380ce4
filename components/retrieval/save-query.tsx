"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { apiGet, apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.ts";
import type { QueryInput, QuerySet, SavedQuery } from "#lib/evaluate/schemas.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { differences } from "./compare-lanes.ts";
import { ExpectationList } from "./expectation-list.tsx";
import { withChanges } from "./lane-changes.ts";
import { SharedField } from "./shared-field.tsx";

export type SaveQueryProps = {
  /** What is written so far; the saved query itself where there is one. */
  draft: QueryInput;
  saved: SavedQuery | undefined;
  production: Configuration;
  onClose: () => void;
  onSaved: (query: SavedQuery) => void;
};

/** Keeps a question with what it should bring. */
export default function SaveQuery({ draft, saved, production, onClose, onSaved }: SaveQueryProps) {
  const list = useId();
  const [expected, setExpected] = useState(draft.expected);
  const [unwanted, setUnwanted] = useState(draft.unwanted);
  const [filters, setFilters] = useState(draft.filters);
  const narrowed = differences(withChanges(production, filters), production);
  const [shared, setShared] = useState(draft.shared);
  const { data: sets } = useQuery({
    queryKey: ["query-sets"],
    queryFn: async ({ signal }) =>
      (await apiGet<{ sets: QuerySet[] }>("/api/retrieval/queries", signal)).sets,
  });
  const mutation = useMutation({
    mutationFn: (input: QueryInput) =>
      saved
        ? apiSend<SavedQuery>("PUT", `/api/retrieval/queries/${saved.id}`, input, {
            ifMatch: saved.version,
          })
        : apiSend<SavedQuery>("POST", "/api/retrieval/queries", input, {
            idempotencyKey: crypto.randomUUID(),
          }),
    onSuccess: (query) => {
      toast.success(`The query “${query.name}” is saved.`);
      onSaved(query);
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const textOf = (name: string) => String(form.get(name) ?? "").trim();
    mutation.mutate({
      name: textOf("name"),
      text: textOf("text"),
      set: textOf("set") || null,
      note: textOf("note") || null,
      context: draft.context,
      filters,
      expected,
      unwanted,
      shared,
    });
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={saved ? "Change the saved query" : "Save the query"}
        description="With what it should bring, every later answer can be checked against it."
        className="w-[min(38rem,calc(100vw-2rem))]"
      >
        <form onSubmit={submit} className="flex flex-col gap-3">
          <FormError error={mutation.error} />
          <Field label="Query">
            {(control) => (
              <Textarea
                {...control}
                name="text"
                dir="auto"
                rows={2}
                required
                defaultValue={draft.text}
              />
            )}
          </Field>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label="Name">
              {(control) => (
                <Input
                  {...control}
                  name="name"
                  required
                  maxLength={200}
                  defaultValue={draft.name}
                />
              )}
            </Field>
            <Field label="Set" hint="A new name makes a new set.">
              {(control) => (
                <>
                  <Input
                    {...control}
                    name="set"
                    list={list}
                    maxLength={120}
                    defaultValue={draft.set ?? ""}
                  />
                  <datalist id={list}>
                    {sets?.map(({ id, name }) => (
                      <option key={id}>{name}</option>
                    ))}
                  </datalist>
                </>
              )}
            </Field>
          </div>
          <ExpectationList label="Expected" items={expected} onChange={setExpected} />
          <ExpectationList label="Must not come" items={unwanted} onChange={setUnwanted} />
          {narrowed.length > 0 ? (
            <p className="flex items-center justify-between gap-2 text-xs">
              <span>
                <span className="text-muted">Asked with: </span>
                {narrowed.join(", ")}
              </span>
              <Button size="sm" variant="ghost" onClick={() => setFilters({})}>
                Leave out
              </Button>
            </p>
          ) : null}
          <Field label="Note">
            {(control) => (
              <Input {...control} name="note" maxLength={2000} defaultValue={draft.note ?? ""} />
            )}
          </Field>
          <SharedField shared={shared} onChange={setShared} />
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={mutation.isPending}>
              {mutation.isPending ? "Saving…" : "Save the query"}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
