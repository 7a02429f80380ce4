import { splitHighlights } from "./highlight.ts";

/** Text with the query's words marked. Always text: what looks like markup is shown, not obeyed. */
export function HighlightedText({ text, words }: { text: string; words: readonly string[] }) {
  return splitHighlights(text, words).map(({ start, text: part, marked }) =>
    marked ? <mark key={start}>{part}</mark> : <span key={start}>{part}</span>,
  );
}
