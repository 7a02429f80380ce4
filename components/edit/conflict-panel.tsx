"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ValueText } from "#components/ui/value-text.tsx";
import { type FieldValue, fieldNamed, type Subject } from "#lib/corpus/field-schemas.ts";
import type { FieldConflict } from "./form-values.ts";

type ConflictProps = {
  subject: Subject;
  conflicts: FieldConflict[];
  /** The chosen values of the fields that both changed. */
  onChoose: (mine: Record<string, boolean>) => void;
  onLeave: () => void;
};

/** Somebody was faster: the fields as they are now beside what was typed, and a choice for each that both changed. */
export function ConflictPanel({ subject, conflicts, onChoose, onLeave }: ConflictProps) {
  const clashes = conflicts.filter(({ clash }) => clash);
  const [mine, setMine] = useState<Record<string, boolean>>({});
  const undecided = clashes.filter(({ name }) => mine[name] === undefined);
  return (
    <div role="alert" className="flex flex-col gap-4">
      <Notice tone="warn">
        Somebody changed this {subject} since you opened it. Nothing of yours was saved, and nothing
        that you typed is lost.
      </Notice>
      <table className="w-full text-left">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="py-1 font-medium">
              Field
            </th>
            <th scope="col" className="py-1 font-medium">
              Now
            </th>
            <th scope="col" className="py-1 font-medium">
              Yours
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {conflicts.map(({ name, theirs, mine: own, clash }) => {
            const label = fieldNamed(subject, name)?.label ?? name;
            return (
              <tr key={name} className="align-top">
                <th scope="row" className="py-1.5 pr-2 font-normal text-muted">
                  {label}
                </th>
                {clash ? (
                  <>
                    <Choice
                      name={name}
                      label={`Keep what ${label} is now`}
                      value={theirs}
                      checked={mine[name] === false}
                      onChoose={() => setMine({ ...mine, [name]: false })}
                    />
                    <Choice
                      name={name}
                      label={`Keep my ${label}`}
                      value={own}
                      checked={mine[name] === true}
                      onChoose={() => setMine({ ...mine, [name]: true })}
                    />
                  </>
                ) : (
                  <>
                    <td className="py-1.5 pr-2 wrap-anywhere">
                      <ValueText value={theirs} />
                    </td>
                    <td className="py-1.5 text-muted">stays as it is now</td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onLeave}>Leave it as it is now</Button>
        <Button variant="primary" disabled={undecided.length > 0} onClick={() => onChoose(mine)}>
          {undecided.length > 0 ? `Choose for ${undecided.length} more` : "Go on editing"}
        </Button>
      </div>
    </div>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: FieldValue;
  checked: boolean;
  onChoose: () => void;
};

function Choice({ name, label, value, checked, onChoose }: ChoiceProps) {
  return (
    <td className="py-1.5 pr-2">
      <label className="flex gap-1.5 wrap-anywhere">
        <input
          type="radio"
          name={`conflict-${name}`}
          aria-label={label}
          checked={checked}
          onChange={onChoose}
          className="mt-1 accent-accent"
        />
        <span className="min-w-0">
          <ValueText value={value} />
        </span>
      </label>
    </td>
  );
}
