"use client";

import dynamic from "next/dynamic";
import { Slot } from "radix-ui";
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useRef,
  useState,
} from "react";

type OverlayState = {
  open: boolean;
  setOpen: (open: boolean) => void;
  trigger: RefObject<HTMLButtonElement | null>;
};

const OverlayContext = createContext<OverlayState | null>(null);

const load = () => import("./overlay-body.tsx");
const Body = dynamic(load, { ssr: false });

type OverlayProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

/** What a dialog and a side panel share. The library behind them is loaded with the first that opens. */
export function Overlay({ open: given, onOpenChange, children }: OverlayProps) {
  const [own, setOwn] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const open = given ?? own;
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return <OverlayContext value={{ open, setOpen, trigger }}>{children}</OverlayContext>;
}

type PartProps = { asChild?: boolean } & ComponentProps<"button">;

/** The button that opens it, and to which the focus returns. */
export function OverlayTrigger({ asChild, ...props }: PartProps) {
  const { open, setOpen, trigger } = useOverlay();
  const Part = asChild ? Slot.Root : "button";
  const preload = () => void load().catch(() => undefined);
  return (
    <Part
      ref={trigger}
      type="button"
      aria-haspopup="dialog"
      aria-expanded={open}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setOpen(true)}
      {...props}
    />
  );
}

/** A button inside that closes it. */
export function OverlayClose({ asChild, ...props }: PartProps) {
  const { setOpen } = useOverlay();
  const Part = asChild ? Slot.Root : "button";
  return <Part type="button" onClick={() => setOpen(false)} {...props} />;
}

export type OverlayContentProps = {
  title: string;
  description?: string;
  className?: string;
  children: ReactNode;
};

/** What stands in it; made when it opens. */
export function OverlayContent(props: OverlayContentProps) {
  const { open, setOpen, trigger } = useOverlay();
  if (!open) return null;
  return <Body {...props} onClose={() => setOpen(false)} trigger={trigger} />;
}

function useOverlay(): OverlayState {
  const state = useContext(OverlayContext);
  if (!state) throw new Error("A part of a dialog stands outside of one.");
  return state;
}
