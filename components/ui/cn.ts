import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. Two that set the same property are the caller's mistake, but for a component's defaults:
 * what is written `base:h-8` gives way to any `h-…` of the caller. (tailwind-merge is 8 kB on every page.)
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
