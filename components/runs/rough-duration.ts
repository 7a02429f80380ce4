/** Seconds as a person would say them: "40 s", "3 min", "1 h 20 min". */
export function roughDuration(seconds: number): string {
  if (seconds < 1) return "1 s";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const left = minutes % 60;
  return `${Math.floor(minutes / 60)} h${left > 0 ? ` ${left} min` : ""}`;
}
