"use client";

import { Pin, PinOff, Trash2, Users } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import type { SavedView } from "#lib/url/table-answers.ts";
import { SaveViewForm } from "./save-view-form.tsx";
import type { ViewsControl } from "./use-views.ts";
import { ViewsTrigger } from "./views-button.tsx";

export type ViewsMenuProps = {
  /** The view that is in force, by name. */
  name: string;
  current: string | null;
  control: ViewsControl;
  allLabel: string;
  onPick: (view: SavedView | null) => void;
  onSave: (name: string, shared: boolean) => Promise<void>;
};

/** Saved filters and orders: one's own and shared ones, the one to begin with, and a way to keep this one. */
export default function ViewsMenu(props: ViewsMenuProps) {
  const { control, current, onPick } = props;
  return (
    <Popover defaultOpen>
      <PopoverTrigger asChild>
        <ViewsTrigger name={props.name} />
      </PopoverTrigger>
      <PopoverContent aria-label="Saved views" className="w-80 p-0">
        <ul className="max-h-72 overflow-y-auto p-1">
          <li>
            <PickButton chosen={current === null} onClick={() => onPick(null)}>
              {props.allLabel}
            </PickButton>
          </li>
          {control.views.map((view) => (
            <li key={view.id} className="flex items-center gap-0.5 rounded-md pr-1 hover:bg-hover">
              <PickButton chosen={current === view.id} onClick={() => onPick(view)}>
                <span className="truncate">{view.name}</span>
                {view.shared ? (
                  <span className="flex items-center gap-1 text-xs text-muted">
                    <Users className="size-3" aria-hidden /> shared{view.by ? ` by ${view.by}` : ""}
                  </span>
                ) : null}
              </PickButton>
              <DefaultButton control={control} view={view} />
              {view.mayDelete ? (
                <Button
                  size="icon"
                  variant="ghost"
                  aria-label={`Delete the view ${view.name}`}
                  onClick={() => control.remove(view)}
                >
                  <Trash2 aria-hidden />
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        <SaveViewForm mayShare={control.mayShare} onSave={props.onSave} />
      </PopoverContent>
    </Popover>
  );
}

function DefaultButton({ control, view }: { control: ViewsControl; view: SavedView }) {
  const is = control.defaultView === view.id;
  const Icon = is ? PinOff : Pin;
  return (
    <Button
      size="icon"
      variant="ghost"
      aria-pressed={is}
      aria-label={is ? `No longer begin with ${view.name}` : `Begin with ${view.name}`}
      title={is ? "This page begins with this view" : "Begin with this view"}
      className={is ? "text-accent" : "text-muted"}
      onClick={() => control.begin(is ? null : view)}
    >
      <Icon aria-hidden />
    </Button>
  );
}

type PickProps = { chosen: boolean; onClick: () => void; children: React.ReactNode };

function PickButton({ chosen, onClick, children }: PickProps) {
  return (
    <button
      type="button"
      aria-current={chosen ? "true" : undefined}
      onClick={onClick}
      className={cn(
        "flex min-h-8 w-full min-w-0 flex-1 flex-col justify-center rounded-md px-2 text-left hover:bg-hover",
        chosen && "font-medium text-accent",
      )}
    >
      {children}
    </button>
  );
}
