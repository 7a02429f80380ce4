import { fillOf, type Series, Textures } from "./marks.tsx";

type ShareBarProps = {
  /** Names the bar's textures: unique on the page, letters only. */
  id: string;
  series: readonly Series[];
  sizes: Record<string, number>;
  /** The bar in words. */
  summary: string;
};

/** One bar of parts that make a whole; even the smallest part is seen. */
export function ShareBar({ id, series, sizes, summary }: ShareBarProps) {
  const all = series.reduce((sum, { key }) => sum + (sizes[key] ?? 0), 0);
  return (
    <div role="img" aria-label={summary} className="flex h-3 gap-px overflow-hidden rounded-sm">
      <Textures id={id} series={series} />
      {all === 0 ? <span className="flex-1 bg-hover" /> : null}
      {series.map((one, at) => {
        const size = sizes[one.key] ?? 0;
        return size === 0 ? null : (
          <svg
            key={one.key}
            className="h-full min-w-1"
            style={{ flex: `${size} 1 0` }}
            aria-hidden
            preserveAspectRatio="none"
          >
            <rect width="100%" height="100%" fill={fillOf(id, one, at)} />
          </svg>
        );
      })}
    </div>
  );
}
