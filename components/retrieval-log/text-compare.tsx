import { diffWordsWithSpace } from "diff";
import type { ProvedResult } from "#lib/retrieve/proof-schemas.ts";
import { proofTexts, successorTexts } from "./words.ts";

/** A chunk's text as it was returned beside what stands there now; what differs is marked on both sides. */
export function TextCompare({ result }: { result: ProvedResult }) {
  const { before, now, successor, textProof } = result;
  if (before.text !== null && before.text === now?.text)
    return (
      <Side title="Then and now" note={proofTexts[textProof]}>
        {before.text}
      </Side>
    );
  const parts =
    before.text !== null && now !== null && now.text !== null
      ? diffWordsWithSpace(before.text, now.text)
      : null;
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Side title="Then" note={proofTexts[textProof]}>
        {parts
          ? parts.map((part, at) =>
              part.added ? null : part.removed ? (
                <del key={at} className="bg-danger-soft text-danger">
                  {part.value}
                </del>
              ) : (
                part.value
              ),
            )
          : before.text}
      </Side>
      <Side
        title="Now"
        note={successor ? `In its place: ${successorTexts[successor]}.` : null}
        none={now === null ? "Nothing took its place." : null}
      >
        {parts
          ? parts.map((part, at) =>
              part.removed ? null : part.added ? (
                <ins key={at} className="bg-ok-soft text-ok">
                  {part.value}
                </ins>
              ) : (
                part.value
              ),
            )
          : now?.text}
      </Side>
    </div>
  );
}

type SideProps = {
  title: string;
  note: string | null;
  none?: string | null;
  children: React.ReactNode;
};

function Side({ title, note, none, children }: SideProps) {
  return (
    <div className="min-w-0">
      <p className="text-xs font-medium">{title}</p>
      {note ? <p className="text-xs text-muted">{note}</p> : null}
      {none ? <p className="mt-1 text-muted">{none}</p> : null}
      {children ? (
        <p className="mt-1.5 max-w-prose break-words whitespace-pre-wrap">{children}</p>
      ) : null}
    </div>
  );
}
