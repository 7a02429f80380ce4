import { isFiltered, type RunScope } from "./run-scope.ts";

/** Whether two scopes share a document, whatever the corpus holds; undefined where it depends on that. Pure. */
export function scopesShare(one: RunScope, other: RunScope): boolean | undefined {
  if (!isFiltered(one) || !isFiltered(other)) return true;
  const [a, b] = [said(one), said(other)];
  if (a.category && b.category && one.category !== other.category) return false;
  if (a.docType && b.docType && one.docType !== other.docType) return false;
  if (a.files && b.files && !meet(a.files, b.files)) return false;
  if (a.ids && b.ids && a.ids.isDisjointFrom(b.ids)) return false;
  const keys = ["category", "docType", "files", "ids"] as const;
  const covers = (wide: typeof a, narrow: typeof b) =>
    keys.every((key) => !wide[key] || narrow[key]);
  return covers(a, b) || covers(b, a) ? true : undefined;
}

function said({ documentIds, paths, path, category, docType }: RunScope) {
  const files = paths ?? (path === undefined ? undefined : [path]);
  return {
    category: category !== undefined,
    docType: docType !== undefined,
    files: files && new Set(files.map(trimmed)),
    ids: documentIds && new Set(documentIds),
  };
}

/** True where a file or folder is one of the others, or lies in one; `part-10` does not lie in `part-1`. */
function meet(one: Set<string>, other: Set<string>): boolean {
  const lies = (paths: Set<string>, places: Set<string>) =>
    [...paths].some((path) => [path, ...folders(path)].some((place) => places.has(place)));
  return lies(one, other) || lies(other, one);
}

function folders(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, "");
}
