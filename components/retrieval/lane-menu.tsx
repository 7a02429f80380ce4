"use client";

import { MoreHorizontal } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useOpenLater } from "#components/ui/use-open-later.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { LaneRequest } from "./lane-exports.ts";
import type { Lane } from "./resolve-lane.ts";

export type LaneMenuProps = {
  lane: Lane;
  data: RetrievalResult | undefined;
  query: string;
  /** The request that asks this lane again, for curl. */
  body: LaneRequest;
  canSave: boolean;
  canAdd: boolean;
  onSave: () => void;
  onDuplicate: () => void;
  onMove: { left: (() => void) | undefined; right: (() => void) | undefined };
  onRemove: (() => void) | undefined;
};

/** What else can be done with a lane; the list is loaded when it is opened. */
export function LaneMenu(props: LaneMenuProps) {
  const { Opened, trigger } = useOpenLater<LaneMenuProps>(() => import("./lane-menu-open.tsx"));
  if (Opened) return <Opened {...props} />;
  return <LaneMenuButton name={props.lane.name} {...trigger} />;
}

type ButtonProps = React.ComponentProps<typeof Button> & { name: string };

export function LaneMenuButton({ name, ...props }: ButtonProps) {
  return (
    <Button size="sm" variant="ghost" aria-label={`More for ${name}`} className="px-1.5" {...props}>
      <MoreHorizontal aria-hidden />
    </Button>
  );
}
