import type { ReactNode } from "react";

/** What a series is drawn with beside its colour, so that series differ for those who see no hue. */
export type Texture = "solid" | "stripes" | "dots" | "grid" | "lines";

export type Series = { key: string; label: string; color: string; texture?: Texture };

const strokes: Record<Exclude<Texture, "solid">, (color: string) => ReactNode> = {
  stripes: (color) => (
    <path d="M-2 2 2 -2M0 8 8 0M6 10 10 6" stroke={color} strokeWidth="2.5" fill="none" />
  ),
  dots: (color) => (
    <>
      <circle cx="2" cy="2" r="1.5" fill={color} />
      <circle cx="6" cy="6" r="1.5" fill={color} />
    </>
  ),
  grid: (color) => (
    <path d="M0 2H8M0 6H8M2 0V8M6 0V8" stroke={color} strokeWidth="1.75" fill="none" />
  ),
  lines: (color) => <path d="M0 2H8M0 6H8" stroke={color} strokeWidth="2" fill="none" />,
};

function Tile({ color, texture }: { color: string; texture: Exclude<Texture, "solid"> }) {
  return (
    <>
      <rect width="8" height="8" fill={color} opacity="0.3" />
      {strokes[texture](color)}
    </>
  );
}

/** The textures of a chart's series; `fillOf` with the same id refers to them. */
export function Textures({ id, series }: { id: string; series: readonly Series[] }) {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden>
      <defs>
        {series.map(({ label, color, texture = "solid" }, at) =>
          texture === "solid" ? null : (
            <pattern
              key={label}
              id={`${id}${at}`}
              width="8"
              height="8"
              patternUnits="userSpaceOnUse"
            >
              <Tile color={color} texture={texture} />
            </pattern>
          ),
        )}
      </defs>
    </svg>
  );
}

/** The fill of the series at this place of the list that `Textures` was given. */
export function fillOf(id: string, { color, texture = "solid" }: Series, at: number): string {
  return texture === "solid" ? color : `url(#${id}${at})`;
}

type SwatchProps = { color: string; texture?: Texture | undefined };

/** A small piece of what a series looks like. */
export function Swatch({ color, texture = "solid" }: SwatchProps) {
  return (
    <svg width="12" height="12" viewBox="0 0 8 8" className="shrink-0 rounded-xs" aria-hidden>
      {texture === "solid" ? (
        <rect width="8" height="8" fill={color} />
      ) : (
        <Tile color={color} texture={texture} />
      )}
    </svg>
  );
}
