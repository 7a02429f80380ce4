/** What an amount at a place means. Only a leak is wrong; the others are for a person to know. */
const levels = ["leak", "redacted on reading", "unmarked"] as const;
export type Level = (typeof levels)[number];

/** Where an amount may stand: never the amount itself. */
export type Place = {
  level: Level;
  /** schema.table */
  relation: string;
  /** The row's primary key. */
  rowKey: string;
  /** The column, and the way inside a JSON value. */
  field: string;
  documentId: string | null;
};
