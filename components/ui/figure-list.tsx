import { cn } from "./cn.ts";

type Figure = { name: string; value: string; note: string };

/** A few numbers in a row, each with what it is of. */
export function FigureList({ figures, className }: { figures: Figure[]; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-2 gap-x-6 gap-y-3", className)}>
      {figures.map(({ name, value, note }) => (
        <div key={name} className="border-t pt-2">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="text-lg font-semibold">{value}</dd>
          <dd className="min-h-4 text-xs text-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
