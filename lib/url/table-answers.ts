/** What the API of a table answers, and how a person arranged it. Knows no domain; types only. */

/** How much of one field is left by all the other filters; a null value counts the rows where it is empty. */
export type FacetValue = { value: string | null; count: number };

export type FacetAnswer<F extends string> = {
  /** Rows that match; false in `exact` marks an estimate from a sample. */
  total: { count: number; exact: boolean };
  facets: Record<F, { exact: boolean; values: FacetValue[] }>;
  seenAt: string;
};

/** A page of rows; a cursor where there is more in that direction. */
export type RowPage<Row> = {
  items: Row[];
  nextCursor: string | null;
  previousCursor: string | null;
  seenAt: string;
};

/** Columns in their order, and how tall rows are. */
export type TableLayout = {
  columns: { id: string; shown: boolean; width?: number | undefined }[];
  density: "compact" | "comfortable";
};

export type SavedView = {
  id: string;
  name: string;
  /** The state that it stands for, as a query string without its "?". */
  query: string;
  shared: boolean;
  /** By whom, where it is not the reader's own. */
  by: string | null;
  mayDelete: boolean;
};

/** What a person finds set up for a screen. */
export type ScreenSetup = {
  layout: TableLayout | null;
  views: SavedView[];
  defaultView: string | null;
  mayShare: boolean;
};
