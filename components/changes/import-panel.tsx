"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, apiSend } from "#components/api-client.ts";
import { BulkForm } from "#components/edit/bulk-form.tsx";
import { useEditChoices } from "#components/edit/use-edit-choices.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Select } from "#components/ui/select.tsx";
import { type Subject, subjects } from "#lib/corpus/field-schemas.ts";
import { plural } from "#lib/format/number.ts";

type Imported = {
  id: string;
  total: number;
  same: number;
  problems: { line: number; message: string }[];
  ignored: string[];
};

/** Chooses the file, says what of it can be taken over, then shows the same preview as any edit of many. */
export default function ImportPanel({ onDone }: { onDone: () => void }) {
  const [subject, setSubject] = useState<Subject>("document");
  const [file, setFile] = useState<File>();
  const choices = useEditChoices(subject);
  const read = useMutation({
    mutationFn: async ({ file, subject }: { file: File; subject: Subject }) =>
      apiSend<Imported>("POST", "/api/changes/import", {
        subject,
        csv: await file.text(),
        name: file.name.slice(0, 200),
      }),
  });
  const { data, error } = read;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Rows of the file">
          {(props) => (
            <Select
              {...props}
              className="w-full"
              value={subject}
              onChange={(event) => {
                const next = event.target.value as Subject;
                setSubject(next);
                if (file) read.mutate({ file, subject: next });
              }}
            >
              {subjects.map((one) => (
                <option key={one} value={one}>
                  {one}s
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="CSV file">
          {(props) => (
            <Input
              {...props}
              type="file"
              accept=".csv,text/csv"
              // The same file again, corrected meanwhile, is no change to the browser otherwise.
              onClick={(event) => {
                event.currentTarget.value = "";
              }}
              onChange={(event) => {
                const chosen = event.target.files?.[0];
                setFile(chosen);
                if (chosen) read.mutate({ file: chosen, subject });
              }}
            />
          )}
        </Field>
      </div>
      {read.isPending ? <p role="status">Reading the file…</p> : null}
      {error ? (
        <ErrorState
          title={error.message}
          requestId={error instanceof ApiError ? error.requestId : undefined}
        >
          Nothing was changed.
        </ErrorState>
      ) : null}
      {data ? (
        <>
          <p>
            {plural(data.total, "row differs", "rows differ")} from what is stored;{" "}
            {plural(data.same, "row is", "rows are")} the same.
            {data.ignored.length > 0
              ? ` Columns that cannot be edited were left out: ${data.ignored.join(", ")}.`
              : ""}
          </p>
          {data.problems.length > 0 ? (
            <Notice tone="warn">
              <p>{plural(data.problems.length, "line was", "lines were")} left out:</p>
              <ScrollBox label="Lines that were left out" className="max-h-32">
                <ul>
                  {data.problems.map(({ line, message }) => (
                    <li key={line}>
                      Line {line}: {message}
                    </li>
                  ))}
                </ul>
              </ScrollBox>
            </Notice>
          ) : null}
          {choices.data ? (
            <BulkForm
              key={data.id}
              draft={data}
              seen={data.total}
              choices={choices.data}
              given
              onCancel={onDone}
              onDone={onDone}
            />
          ) : null}
        </>
      ) : null}
    </div>
  );
}
