"use client";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { CurrentRow, EditValues } from "./edit-values.ts";
import { valueText } from "./value-text.ts";

type ConflictProps = {
  current: CurrentRow;
  mine: Pick<EditValues, "status" | "embedMode" | "guardrailFlags">;
  pending: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
};

const fields = [
  { name: "status", label: "Status" },
  { name: "embedMode", label: "Embed mode" },
  { name: "guardrailFlags", label: "Guardrail flags" },
] as const;

/** Somebody was faster: the row as it is now beside what was typed, field by field. */
export function ConflictPanel({ current, mine, pending, onKeepMine, onTakeTheirs }: ConflictProps) {
  return (
    <div role="alert" className="flex flex-col gap-4">
      <Notice tone="warn">
        Somebody changed this document since you opened it. Nothing of yours was saved.
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
          {fields.map(({ name, label }) => {
            const theirs = valueText(current[name]) || "none";
            const own = valueText(mine[name]) || "none";
            return (
              <tr key={name}>
                <th scope="row" className="py-1.5 pr-2 font-normal text-muted">
                  {label}
                </th>
                <td className="py-1.5 pr-2 break-words">{theirs}</td>
                <td className="py-1.5 break-words">
                  {own} {own === theirs ? null : <strong className="text-warn">differs</strong>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onTakeTheirs}>Leave it as it is now</Button>
        <Button variant="primary" disabled={pending} onClick={onKeepMine}>
          Save mine over it
        </Button>
      </div>
    </div>
  );
}
