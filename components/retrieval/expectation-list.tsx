import { X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { Expectation } from "#lib/evaluate/schemas.ts";

type ExpectationListProps = {
  label: string;
  items: readonly Expectation[];
  onChange: (items: Expectation[]) => void;
};

/** Documents and chunks that a query should bring, or must not. They are added from the results. */
export function ExpectationList({ label, items, onChange }: ExpectationListProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="text-xs font-medium text-muted">{label}</legend>
      {items.length === 0 ? (
        <p className="text-xs text-muted">None yet. Open a result and mark it.</p>
      ) : (
        <ul className="mt-1 max-h-40 space-y-1 overflow-y-auto">
          {items.map((item) => (
            <li
              key={`${item.kind} ${item.id ?? item.path}`}
              className="flex items-center justify-between gap-2 rounded bg-hover py-0.5 pr-0.5 pl-2 text-xs"
            >
              <span className="min-w-0 break-words">
                <span className="text-muted">{item.kind} </span>
                {item.path === "" ? (
                  <span className="text-muted italic">that only admins may see</span>
                ) : (
                  <span className="font-mono">{item.path}</span>
                )}
                {item.heading ? ` › ${item.heading.split(" > ").at(-1)}` : ""}
                {item.id === null ? (
                  <span className="text-warn"> (not in the corpus yet)</span>
                ) : null}
              </span>
              <Button
                size="sm"
                variant="ghost"
                className="size-6 px-0"
                aria-label={`Take away ${item.path || `a ${item.kind} that only admins may see`}`}
                onClick={() => onChange(items.filter((one) => one !== item))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
