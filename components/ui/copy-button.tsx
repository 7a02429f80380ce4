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
  const shown = children ?? value.slice(0, 8);
  const whole = `Copy ${label} ${value}`;
  // What is spoken holds what is seen, as whole words: the start of a hash is no word of the hash.
  const said = ` ${whole} `.includes(` ${shown} `) || value.startsWith(`${shown}-`);
  return (
    <button
      type="button"
      onClick={copy}
      onBlur={() => setCopied(false)}
      title={value}
      aria-label={copied ? `Copied ${label} ${shown}` : said ? whole : `Copy ${label} ${shown}`}
      className={cn(
        "inline-flex items-center gap-1 rounded px-1 font-mono text-xs text-muted hover:bg-hover hover:text-foreground",
        className,
      )}
    >
      {shown}
      <Icon className="size-3 shrink-0" aria-hidden />
    </button>
  );
}
