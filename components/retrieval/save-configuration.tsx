"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SavedConfiguration } from "#lib/evaluate/schemas.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import type { Lane } from "./resolve-lane.ts";
import { SharedField } from "./shared-field.tsx";

type SaveConfigurationProps = {
  lane: Lane;
  /** What differs from production. */
  settings: ConfigurationChanges;
  onClose: () => void;
  onSaved: (id: string) => void;
};

/** Keeps a lane's settings: over the configuration that it was, or under a new name. */
export default function SaveConfiguration({
  lane,
  settings,
  onClose,
  onSaved,
}: SaveConfigurationProps) {
  const { saved } = lane;
  const [over, setOver] = useState(saved !== undefined);
  const [shared, setShared] = useState(saved?.shared ?? true);
  const mutation = useMutation({
    mutationFn: (name: string) => {
      const input = { name, note: saved?.note ?? null, settings, shared };
      return over && saved
        ? apiSend<SavedConfiguration>("PUT", `/api/retrieval/configurations/${saved.id}`, input, {
            ifMatch: saved.version,
          })
        : apiSend<SavedConfiguration>("POST", "/api/retrieval/configurations", input, {
            idempotencyKey: crypto.randomUUID(),
          });
    },
    onSuccess: ({ id, name }) => {
      toast.success(`The configuration “${name}” is saved.`);
      onSaved(id);
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    mutation.mutate(String(new FormData(event.currentTarget).get("name")));
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Save the configuration"
        description="It stands in every list of lanes then. Production stays as the environment sets it."
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormError error={mutation.error} />
          {saved ? (
            <fieldset className="space-y-1">
              <legend className="sr-only">Where to</legend>
              <Radio checked={over} onChange={() => setOver(true)}>
                Over “{saved.name}”, for everybody who uses it
              </Radio>
              <Radio checked={!over} onChange={() => setOver(false)}>
                As a new configuration
              </Radio>
            </fieldset>
          ) : null}
          <Field label="Name">
            {(control) => (
              <Input
                {...control}
                key={String(over)}
                name="name"
                required
                maxLength={120}
                autoFocus
                defaultValue={over ? saved?.name : `${lane.name}, adjusted`}
              />
            )}
          </Field>
          <SharedField shared={shared} onChange={setShared} />
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={mutation.isPending}>
              {mutation.isPending ? "Saving…" : "Save the configuration"}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

type RadioProps = { checked: boolean; onChange: () => void; children: React.ReactNode };

function Radio({ checked, onChange, children }: RadioProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="radio"
        name="where"
        checked={checked}
        onChange={onChange}
        className="size-4 accent-(--accent)"
      />
      {children}
    </label>
  );
}
