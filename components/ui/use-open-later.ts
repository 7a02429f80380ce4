"use client";

import { type ComponentType, useState } from "react";
import { toast } from "./toast.ts";

/**
 * What a button opens, loaded when it is about to be pressed. Until `Opened` is there, show the bare button
 * with `trigger`; then show `Opened`, which brings a button of the same look and starts open.
 */
export function useOpenLater<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const [Opened, setOpened] = useState<ComponentType<Props>>();
  const preload = () => void load().catch(() => undefined);
  const open = () =>
    void load().then(
      (module) => setOpened(() => module.default),
      () => toast.error("This part of the page could not be loaded. Reload the page."),
    );
  return { Opened, trigger: { onClick: open, onPointerEnter: preload, onFocus: preload } };
}
