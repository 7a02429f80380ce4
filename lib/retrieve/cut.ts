/** Why a candidate is no result: its document had its share, or the answer was full. */
export type Cut = "diversity" | "k" | null;

/**
 * Goes through `ordered` from the best and keeps at most `k`, and of one document at most `perDocument`
 * (0: no limit). Returns for each item, in the same order, why it was left out. Pure.
 */
export function cut<T extends { documentId: string }>(
  ordered: readonly T[],
  { k, perDocument }: { k: number; perDocument: number },
): Cut[] {
  const ofDocument = new Map<string, number>();
  let kept = 0;
  return ordered.map(({ documentId }) => {
    const already = ofDocument.get(documentId) ?? 0;
    if (perDocument > 0 && already >= perDocument) return "diversity";
    if (kept >= k) return "k";
    kept += 1;
    ofDocument.set(documentId, already + 1);
    return null;
  });
}
