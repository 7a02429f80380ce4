"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { cn } from "./cn.ts";
import { toast } from "./toast.ts";

type CopyButtonProps = {
  value: string;
  /** What the value is, for the button's name: "document id". */
  label: string;
  /** What is shown; by default the first eight characters. */
  children?: string;
  className?: string;
};

/** A short id that copies the whole of itself. */
export function CopyButton({ value, label, children, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      toast.error(`This browser did not allow copying. The ${label} is ${value}`);
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={copy}
      onBlur={() => setCopied(false)}
      title={value}
      aria-label={copied ? `Copied ${label}` : `Copy ${label} ${value}`}
      className={cn(
        "inline-flex items-center gap-1 rounded px-1 font-mono text-xs text-muted hover:bg-hover hover:text-foreground",
        className,
      )}
    >
      {children ?? value.slice(0, 8)}
      <Icon className="size-3 shrink-0" aria-hidden />
    </button>
  );
}
