import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export const buttonStyle = cva(
  "inline-flex base:shrink-0 items-center justify-center gap-1.5 rounded-md font-medium base:whitespace-nowrap transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-foreground hover:opacity-90",
        outline: "border border-line-strong bg-raised hover:bg-hover",
        ghost: "hover:bg-hover",
        danger: "bg-danger text-danger-foreground hover:opacity-90",
      },
      size: {
        sm: "base:h-7 base:px-2 text-xs",
        md: "base:h-8 base:px-3 text-sm",
        icon: "base:size-7",
      },
    },
    defaultVariants: { variant: "outline", size: "md" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonStyle> & { asChild?: boolean };

/** A button; `asChild` lends its look to a link. */
export function Button({ variant, size, asChild, className, type, ...props }: ButtonProps) {
  const look = cn(buttonStyle({ variant, size }), className);
  if (asChild) return <Slot.Root className={look} {...props} />;
  return <button type={type ?? "button"} className={look} {...props} />;
}
