"use client";

import { Dialog, DialogContent } from "#components/ui/dialog.tsx";

const keys: [what: string, keys: string[]][] = [
  ["Search or jump", ["⌘K", "Ctrl K"]],
  ["Next and former row", ["J", "K"]],
  ["Open the row", ["Enter"]],
  ["Select the row, up to the row", ["X", "⇧X"]],
  ["Edit what is selected", ["E"]],
  ["To the filters of a table", ["F"]],
  ["Close what is open", ["Esc"]],
  ["Ask the question, save the form", ["⌘↵", "Ctrl ↵"]],
  ["These keys", ["?"]],
];

/** The keys that work on every page. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title="Keys" description="They work wherever you are not typing.">
        <dl className="grid grid-cols-[1fr_auto] gap-y-2">
          {keys.map(([what, names]) => (
            <div key={what} className="contents">
              <dt>{what}</dt>
              <dd className="flex justify-end gap-1">
                {names.map((name) => (
                  <kbd
                    key={name}
                    className="rounded border border-line-strong bg-sunken px-1.5 font-sans text-xs leading-5"
                  >
                    {name}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
