import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export const inputStyle =
  "base:h-8 base:w-full rounded-md border border-line-strong bg-background base:px-2.5 base:text-sm placeholder:text-muted disabled:opacity-60 aria-invalid:border-danger";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(inputStyle, className)} {...props} />;
}
