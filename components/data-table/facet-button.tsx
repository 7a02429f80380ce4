import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";

export type FacetOption = { value: string; label?: string; count: number };

export type FacetFilterProps = {
  label: string;
  options: FacetOption[];
  selected: readonly string[];
  onChange: (values: string[]) => void;
};

type ButtonProps = Pick<FacetFilterProps, "label" | "selected"> & ComponentProps<typeof Button>;

/** Opens a filter, and says what it keeps. */
export function FacetButton({ label, selected, ...props }: ButtonProps) {
  return (
    <Button
      size="sm"
      aria-haspopup="dialog"
      className={selected.length > 0 ? "border-accent text-accent" : ""}
      {...props}
    >
      {selected.length > 0 ? `${label}: ${shorten(selected)}` : label}
      <ChevronDown aria-hidden />
    </Button>
  );
}

function shorten(values: readonly string[]): string {
  return values.length > 2 ? `${values.length} values` : values.join(", ");
}
