import { diffWordsWithSpace } from "diff";
import { ValueChange } from "#components/drift/value-change.tsx";
import { valueText } from "#lib/format/value.ts";

type DiffProps = { field: string; from: unknown; to: unknown };

const long = 60;

/** One field before and after; in a longer text only the words that differ are marked. */
export function ValueDiff({ field, from, to }: DiffProps) {
  // Only what is long is compared here, and no time is: the zone does not matter.
  const [was, is] = [valueText(from, "UTC"), valueText(to, "UTC")];
  if (was.length <= long || is.length <= long)
    return <ValueChange field={field} from={from} to={to} />;
  return (
    <p className="break-words">
      <span className="text-muted">{field.replaceAll("_", " ")}: </span>
      <Words was={was} is={is} />
    </p>
  );
}

function Words({ was, is }: { was: string; is: string }) {
  return diffWordsWithSpace(was, is).map((part, at) => {
    if (part.added)
      return (
        <ins key={at} className="bg-ok-soft text-ok">
          {part.value}
        </ins>
      );
    if (part.removed)
      return (
        <del key={at} className="bg-danger-soft text-danger">
          {part.value}
        </del>
      );
    return <span key={at}>{part.value}</span>;
  });
}
