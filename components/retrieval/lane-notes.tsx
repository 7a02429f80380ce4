import { Notice } from "#components/ui/notice.tsx";
import type { RetrievalNote } from "#lib/retrieve/result-schemas.ts";

/** What should be known of an answer before it is read. */
export function LaneNotes({ notes }: { notes: readonly RetrievalNote[] }) {
  return notes.map(({ code, message }) => (
    <Notice key={code} tone="warn">
      {message}
    </Notice>
  ));
}
