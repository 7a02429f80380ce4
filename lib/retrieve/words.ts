/** The lower-case words and numbers of a text, in any script. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** A name for comparing: "Making-A_Perazzi " and "making a perazzi" are one. */
export function nameOf(text: string): string {
  return wordsOf(text).join(" ");
}
