const headings = /^(?:\s*#{1,6}\s[^\n]*(?:\n+|$))+/;

/** A chunk's text without the headings that it begins with: its heading path stands beside it. All of it where it is nothing else. */
export function withoutHeadings(text: string): string {
  return text.replace(headings, "") || text;
}
