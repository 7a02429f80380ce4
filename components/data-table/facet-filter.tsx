"use client";

import { useOpenLater } from "#components/ui/use-open-later.ts";
import { FacetButton, type FacetFilterProps } from "./facet-button.tsx";

/** A filter by values with their counts; its list is loaded when it is opened. */
export function FacetFilter(props: FacetFilterProps) {
  const { Opened, trigger } = useOpenLater<FacetFilterProps>(() => import("./facet-popover.tsx"));
  if (Opened) return <Opened {...props} />;
  return <FacetButton label={props.label} selected={props.selected} {...trigger} />;
}
