import { Sheet } from "lucide-react";
import Link from "next/link";
import { copyText } from "#components/retrieval/copy-text.ts";
import { Button } from "#components/ui/button.tsx";
import { changesCsv } from "./changes-csv.ts";
import { countTitles } from "./count-titles.ts";
import { labAddress } from "./lab-address.ts";
import { type Change, orderByChange } from "./order-by-change.ts";

type Side = { token: string; name: string };
type ChangeListProps = { changes: readonly Change[]; lanes: readonly [Side, Side] };

/** One line a question, the most changed first; it leads into the lab with both lanes, and this list stays. */
export function ChangeList({ changes, lanes }: ChangeListProps) {
  if (changes.length === 0) return null;
  const ordered = orderByChange(changes);
  return (
    <>
      <p className="px-4 pb-2">
        <Button
          size="sm"
          onClick={() => void copyText(changesCsv(ordered, lanes), "The comparison, as CSV,")}
        >
          <Sheet aria-hidden />
          Copy as CSV
        </Button>
      </p>
      <ol aria-label="Questions by change" className="divide-y border-y">
        {ordered.map((change, index) => (
          <li
            key={change.asked.key}
            className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-2 gap-y-1 px-4 py-2 md:grid-cols-[2rem_minmax(0,1fr)_13rem_minmax(0,1fr)]"
          >
            <span className="text-right text-muted">{index + 1}</span>
            <Question asked={change.asked} lanes={lanes} />
            <p className="text-xs max-md:col-start-2">
              {change.likeness === null ? (
                <span className="text-danger">not answered</span>
              ) : (
                `${change.common} of ${change.of} in both · RBO ${change.likeness.toFixed(2)}`
              )}
              {change.asked.expected.length > 0 ? (
                <span className="block">
                  expected: {change.found[0]} → {change.found[1]} of {change.asked.expected.length}
                </span>
              ) : null}
            </p>
            <Difference change={change} lanes={lanes} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Question({ asked, lanes }: Pick<Change, "asked"> & Pick<ChangeListProps, "lanes">) {
  const address = labAddress(asked, lanes);
  const looks = "line-clamp-2 font-medium break-words";
  if (!address)
    return (
      <p dir="auto" className={looks} title="Too long for an address. Paste it in the lab.">
        {asked.text}
      </p>
    );
  return (
    <Link
      href={address}
      target="_blank"
      title="Opens in another tab: this list stays as it is"
      dir="auto"
      className={`${looks} hover:underline`}
    >
      {asked.text}
    </Link>
  );
}

function Difference({ change, lanes }: { change: Change; lanes: ChangeListProps["lanes"] }) {
  const { likeness, gone, came, compared } = change;
  if (likeness === null)
    return (
      <div className="min-w-0 text-xs break-words text-danger max-md:col-start-2">
        {compared.lanes.map(({ problem }, at) =>
          problem === null ? null : (
            <p key={lanes[at]?.token}>
              {lanes[at]?.name}: {problem}
            </p>
          ),
        )}
      </div>
    );
  if (gone.length + came.length === 0)
    return (
      <p className="text-xs text-muted max-md:col-start-2">
        {likeness > 0.999_999 ? "the same answer" : "the same chunks in another order"}
      </p>
    );
  return (
    <div className="min-w-0 text-xs text-muted max-md:col-start-2">
      <Only words={`only in ${lanes[0].name}`} titles={gone} />
      <Only words={`only in ${lanes[1].name}`} titles={came} />
    </div>
  );
}

const shownTitles = 2;

function Only({ words, titles }: { words: string; titles: string[] }) {
  if (titles.length === 0) return null;
  const counted = countTitles(titles);
  const shown = counted.slice(0, shownTitles);
  const more = counted.slice(shownTitles).reduce((sum, { times }) => sum + times, 0);
  return (
    <p className="flex gap-1" title={titles.join("\n")}>
      <span className="max-w-1/2 shrink-0 truncate">{words}:</span>
      <span className="min-w-0 truncate text-foreground">
        {shown.map(({ title, times }) => (times > 1 ? `${title} ×${times}` : title)).join(" · ")}
      </span>
      {more > 0 ? <span className="shrink-0">and {more} more</span> : null}
    </p>
  );
}
