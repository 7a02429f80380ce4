"use client";

import dynamic from "next/dynamic";
import { ChartPending } from "./pending.tsx";

// The chart library comes after the page: 90 kB and more that no first page waits for.
export const StackedBars = dynamic(() => import("./stacked-bars.tsx"), {
  ssr: false,
  loading: ChartPending,
});
export const TimeLines = dynamic(() => import("./time-lines.tsx"), {
  ssr: false,
  loading: ChartPending,
});
export const RankedBars = dynamic(() => import("./ranked-bars.tsx"), {
  ssr: false,
  loading: ChartPending,
});
