"use client";

import type { Role } from "#lib/auth/schemas.ts";
import { JumpDialog } from "./jump-dialog.tsx";
import { KeysDialog } from "./keys-dialog.tsx";

export type CommandMenuProps = {
  role: Role;
  view: "jump" | "keys";
  onView: (view: "jump" | "keys") => void;
  onClose: () => void;
};

/** What ⌘K and "?" open; loaded when one of them is first asked for. */
export default function CommandMenu({ role, view, onView, onClose }: CommandMenuProps) {
  if (view === "keys") return <KeysDialog onClose={onClose} />;
  return <JumpDialog role={role} onKeys={() => onView("keys")} onClose={onClose} />;
}
