"use client";

import { History } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useOpenLater } from "#components/ui/use-open-later.ts";
import type { LabChange } from "./use-lab-state.ts";

export type QuestionsMenuProps = { onAsk: (text: string, also?: LabChange) => void };

/** Questions asked before; the list is loaded when it is opened. */
export function QuestionsMenu(props: QuestionsMenuProps) {
  const { Opened, trigger } = useOpenLater<QuestionsMenuProps>(
    () => import("./questions-popover.tsx"),
  );
  if (Opened) return <Opened {...props} />;
  return <QuestionsButton {...trigger} />;
}

export function QuestionsButton(props: React.ComponentProps<typeof Button>) {
  return (
    <Button variant="ghost" title="My questions, saved ones, and what programs asked" {...props}>
      <History aria-hidden />
      Questions
    </Button>
  );
}
