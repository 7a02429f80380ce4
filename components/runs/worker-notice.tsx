import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Workers } from "#lib/ingest/runs-schemas.ts";

/** Says that nobody takes jobs, and what to do; nothing where somebody does. */
export function WorkerNotice({ workers }: { workers: Workers }) {
  if (workers.live > 0) return null;
  return (
    <Notice tone="warn">
      No worker is taking jobs, so new runs wait. Start one with{" "}
      <code className="font-mono">pnpm worker</code>. Last seen:{" "}
      <RelativeTime at={workers.lastSeenAt} />.
    </Notice>
  );
}
