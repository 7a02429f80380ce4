"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";
import { Notice } from "#components/ui/notice.tsx";

type LooserProps = { confirmed: boolean; onConfirm: (confirmed: boolean) => void };

/** Beyond the manifest: an admin confirms having looked at the guardrail scan. */
export function LooserBox({ confirmed, onConfirm }: LooserProps) {
  return (
    <Notice tone="warn">
      <p>This is looser than the manifest. It is listed under Drift until the manifest agrees.</p>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a radix checkbox. */}
      <label className="mt-1 flex min-h-7 items-center gap-2 text-foreground">
        <Checkbox checked={confirmed} onCheckedChange={onConfirm} />I looked at the guardrail scan
        below
      </label>
    </Notice>
  );
}
