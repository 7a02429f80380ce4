"use client";

import { type FormEvent, useId, useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { toast } from "#components/ui/toast.ts";
import { plural } from "#lib/format/number.ts";
import type { Models, QuestionReader, ShadowSet } from "#lib/ingest/shadow-schemas.ts";
import { useModelChange } from "./use-model-change.ts";

type PromoteDialogProps = { set: ShadowSet; models: Models };

/** Makes a set the served one, once every reader that embeds questions itself is confirmed. */
export function PromoteDialog({
  set,
  models: { active, readers, runsInTheWay },
}: PromoteDialogProps) {
  const [open, setOpen] = useState(false);
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const promote = useModelChange(
    () => apiSend("POST", `/api/models/${set.id}/promote`, { readers: confirmed }),
    () => {
      setOpen(false);
      toast.success(`${set.model} is being promoted.`);
    },
  );
  const missing = readers.filter(({ key }) => !confirmed.includes(key));

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    promote.mutate();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setConfirmed([]);
        promote.reset();
        setOpen(next);
      }}
    >
      <DialogTrigger asChild>
        <Button variant="primary">{set.servedUntil ? "Promote back" : "Promote"}</Button>
      </DialogTrigger>
      <DialogContent
        title={`Serve the vectors of ${set.model}?`}
        description={`${plural(set.coverage.covered, "vector")} take the place of those of ${active ?? "the former model"} in one step. The former ones are kept until you throw them away, so that going back is instant.`}
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          {runsInTheWay > 0 ? (
            <Notice tone="warn">
              {plural(runsInTheWay, "run is", "runs are")} being worked on. Wait for the end, or
              cancel, then promote.
            </Notice>
          ) : null}
          <fieldset className="flex flex-col gap-3">
            <legend className="mb-2 font-medium">
              These embed questions themselves, and must switch to {set.model} at the same time
            </legend>
            {readers.map((reader) => (
              <ReaderBox
                key={reader.key}
                reader={reader}
                checked={confirmed.includes(reader.key)}
                onChange={(checked) =>
                  setConfirmed((now) => [
                    ...now.filter((key) => key !== reader.key),
                    ...(checked ? [reader.key] : []),
                  ])
                }
              />
            ))}
          </fieldset>
          <FormError error={promote.error} />
          <DialogFoot
            action={`Serve ${plural(set.coverage.covered, "vector")}`}
            busy={promote.isPending || missing.length > 0 || runsInTheWay > 0}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}

type ReaderBoxProps = {
  reader: QuestionReader;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

function ReaderBox({ reader, checked, onChange }: ReaderBoxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Checkbox
        id={id}
        className="mt-0.5"
        aria-describedby={`${id}-why`}
        checked={checked}
        onCheckedChange={onChange}
      />
      <div>
        <label htmlFor={id}>{reader.name} is ready to switch</label>
        <p id={`${id}-why`} className="text-muted">
          {reader.why}
          {reader.lastAskedAt ? (
            <>
              {" "}
              Last: <RelativeTime at={reader.lastAskedAt} />.
            </>
          ) : null}
        </p>
      </div>
    </div>
  );
}
