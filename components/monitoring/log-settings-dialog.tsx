"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ApiError, apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { LogSettings } from "#lib/retrieve/log-schemas.ts";

const switches = [
  { name: "enabled", label: "Log each retrieval: ids, scores and times" },
  { name: "queryText", label: "Keep the words of queries that programs ask" },
  { name: "labQueryText", label: "Keep the words of queries from the lab" },
] as const;

type LogSettingsDialogProps = { settings: LogSettings; version: number };

/** What is logged of retrievals, and for how long; where somebody else changed it meanwhile, it is shown anew. */
export function LogSettingsDialog({ settings, version }: LogSettingsDialogProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const mutation = useMutation({
    mutationFn: (input: LogSettings) =>
      apiSend("PUT", "/api/retrieval/log-settings", input, { ifMatch: version }),
    onSuccess: () => {
      setOpen(false);
      toast.success("The log's settings are changed, from the next call on.");
      router.refresh();
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === "conflict") router.refresh();
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    mutation.mutate({
      enabled: form.has("enabled"),
      queryText: form.has("queryText"),
      labQueryText: form.has("labQueryText"),
      retentionDays: Number(form.get("retentionDays")),
    });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>What is logged</Button>
      </DialogTrigger>
      <DialogContent
        title="What is logged"
        description="Text of chunks is never logged. Amounts in the words of a query are left out."
      >
        <form key={version} onSubmit={submit} className="flex flex-col gap-4">
          <FormError error={mutation.error} />
          {switches.map(({ name, label }) => (
            <div key={name} className="flex items-center gap-2">
              <Checkbox id={`log-${name}`} name={name} defaultChecked={settings[name]} />
              <label htmlFor={`log-${name}`}>{label}</label>
            </div>
          ))}
          <Field
            label="Days until it is removed"
            hint="The worker removes what is older each hour."
          >
            {(control) => (
              <Input
                {...control}
                name="retentionDays"
                type="number"
                min={1}
                max={3650}
                defaultValue={settings.retentionDays}
                required
              />
            )}
          </Field>
          <DialogFoot action="Change what is logged" busy={mutation.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
