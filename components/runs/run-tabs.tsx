"use client";

import type { Route } from "next";
import dynamic from "next/dynamic";
import Link from "next/link";
import { cn } from "#components/ui/cn.ts";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { type RunTab, runTabs } from "./run-tab.ts";

const loading = () => <SkeletonRows rows={6} label="Loading this part of the run" />;
const RunDocuments = dynamic(() => import("./run-documents.tsx"), { loading });
const RunLog = dynamic(() => import("./run-log.tsx"), { loading });
const RunPlanTab = dynamic(() => import("./run-plan-tab.tsx"), { loading });
const RunDifference = dynamic(() => import("./run-difference.tsx"), { loading });

const words: Record<RunTab, string> = {
  documents: "Documents",
  log: "Log",
  plan: "Plan",
  difference: "Difference",
};

type TabsProps = { progress: RunProgress; tab: RunTab; live: boolean };

/** The parts of a run's page, each with its own link. */
export function RunTabs({ progress, tab, live }: TabsProps) {
  const { id } = progress.run;
  return (
    <>
      <nav aria-label="Parts of the run" className="flex gap-4 overflow-x-auto border-b px-4">
        {runTabs.map((one) => (
          <Link
            key={one}
            href={`/runs/${id}${one === "documents" ? "" : `?tab=${one}`}` as Route}
            scroll={false}
            aria-current={one === tab ? "page" : undefined}
            className={cn(
              "-mb-px flex h-9 items-center border-b-2 hover:text-foreground",
              one === tab ? "border-accent font-medium" : "border-transparent text-muted",
            )}
          >
            {words[one]}
          </Link>
        ))}
      </nav>
      {tab === "documents" ? <RunDocuments runId={id} live={live} /> : null}
      {tab === "log" ? <RunLog runId={id} live={live} /> : null}
      {tab === "plan" ? <RunPlanTab progress={progress} /> : null}
      {tab === "difference" ? <RunDifference run={progress.run} /> : null}
    </>
  );
}
