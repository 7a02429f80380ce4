import { most } from "#lib/ingest/chunk/rules.ts";
import { slug } from "./fields.ts";
import { type About, audience, type Kind } from "./kind.ts";

/** Handbook chapters and the learning map: numbered subsections whole where they fit. */
export const handbook: Kind = {
  rules: {
    low: 600,
    high: 1200,
    overlap: true,
    wholeUpTo: ({ title }) => (/^\d+\.\d+(?!\.?\d)/.test(title) ? most : 1200),
  },
  modes: audience,
  labels: ["handbook"],
  facts: (_chunk, about) => ({ labels: [...part(about), ...station(about)] }),
};

function part({ metadata }: About): string[] {
  const number = metadata.series_part_number;
  return number === null ? [] : [`part:${number}`];
}

/** Chapters of a station have a code such as 2-G. */
function station({ metadata }: About): string[] {
  const { series_chapter_code: code, series_chapter_title: title } = metadata;
  if (!code || !/^\d+-\w+$/.test(code)) return [];
  return [`station:${slug(code)}${title ? `-${slug(title)}` : ""}`];
}
