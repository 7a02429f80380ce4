/** A stretch of a document's stored text and the chunks that hold it: none is a gap, several an overlap. */
export type SourceSegment = { text: string; chunks: string[] };

export type SourceText = {
  /**
   * `placed`: segments with the chunks they stand in. `text`: the places do not fit the text as it may be shown
   * now. `none`: nothing is stored, as for documents of other software.
   */
  kind: "placed" | "text" | "none";
  segments: SourceSegment[];
  /** Stretches that only admins may see and that were left out. */
  withheld: number;
  storedAt: string | null;
};
