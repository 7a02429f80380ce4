"use client";

import { Bookmark, ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";
import { useOpenLater } from "#components/ui/use-open-later.ts";
import type { ViewsMenuProps } from "./views-menu.tsx";

/** Opens the saved views; loaded when it opens. */
export function ViewsButton(props: ViewsMenuProps) {
  const { Opened, trigger } = useOpenLater<ViewsMenuProps>(() => import("./views-menu.tsx"));
  if (Opened) return <Opened {...props} />;
  return <ViewsTrigger name={props.name} {...trigger} />;
}

export function ViewsTrigger({ name, ...props }: { name: string } & ComponentProps<typeof Button>) {
  return (
    <Button aria-haspopup="dialog" aria-label={`Saved views: ${name}`} {...props}>
      <Bookmark aria-hidden />
      <span className="max-w-40 truncate">{name}</span>
      <ChevronDown aria-hidden />
    </Button>
  );
}
