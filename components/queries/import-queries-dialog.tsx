"use client";

import { useMutation } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ImportReport } from "#lib/evaluate/schemas.ts";
import { plural } from "#lib/format/number.ts";

/** Questions from a CSV file or from what is pasted; a second time adds nothing. */
export function ImportQueriesDialog() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const mutation = useMutation({
    mutationFn: (input: { csv: string; set: string | null }) =>
      apiSend<ImportReport>("POST", "/api/retrieval/queries/import", input),
    onSuccess: () => router.refresh(),
  });

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    const pasted = String(form.get("csv") ?? "");
    const csv = file instanceof File && file.size > 0 ? await file.text() : pasted;
    mutation.mutate({ csv, set: String(form.get("set") ?? "").trim() || null });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) mutation.reset();
      }}
    >
      <DialogTrigger asChild>
        <Button>
          <Upload aria-hidden />
          Import CSV…
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Import questions"
        description="A header names the columns: text, and where wanted name, set, mode, expected, unwanted, note. Several paths are separated by |."
      >
        <form onSubmit={submit} className="flex flex-col gap-3">
          <FormError error={mutation.error} />
          <Field label="File">
            {(control) => <Input {...control} name="file" type="file" accept=".csv,text/csv" />}
          </Field>
          <Field label="Or paste it here">
            {(control) => (
              <Textarea
                {...control}
                name="csv"
                rows={4}
                placeholder={"text,expected\nHow long is the warranty?,Service/Warranty.md"}
                className="font-mono text-xs"
              />
            )}
          </Field>
          <Field label="Set" hint="For rows that name none of their own.">
            {(control) => <Input {...control} name="set" maxLength={120} />}
          </Field>
          {mutation.data ? <Report report={mutation.data} /> : null}
          <DialogFoot action="Import" busy={mutation.isPending} />
        </form>
      </DialogContent>
    </Dialog>
  );
}

function Report({ report: { added, known, problems } }: { report: ImportReport }) {
  return (
    <div role="status" className="rounded-md bg-hover px-3 py-2">
      <p>
        {plural(added, "query", "queries")} added, {known} there already
        {problems.length > 0 ? `, ${plural(problems.length, "row")} left out:` : "."}
      </p>
      {problems.length > 0 ? (
        <ScrollBox label="Rows that were left out" className="max-h-32 text-danger">
          <ul>
            {problems.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
        </ScrollBox>
      ) : null}
    </div>
  );
}
