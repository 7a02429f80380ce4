import { isRecord, type Json, oneLine } from "./clean-json.ts";
import { paragraph, phrase, readable } from "./render-json.ts";

type Entry = { [key: string]: Json };

const roles = {
  who: /^(?:athlete|rider|winner|name|champion)$/i,
  country: /^(?:country|nation|nationality)$/i,
  medal: /^(?:medal|award)s?$/i,
  place: /^(?:place|rank|position)$/i,
  event: /^(?:event|discipline)s?$/i,
  competition: /^(?:olympics|competition|championship|race|games)$/i,
  year: /^(?:year|date|season)$/i,
  model: /model|bicycle|gun|equipment/i,
};

/** Results as Markdown: a section each decade, a heading and sentences for each record. */
export function renderAchievements(value: Json, title: string): string | undefined {
  if (!Array.isArray(value) || !value.every(isRecord)) return undefined;
  const parts = [`# ${oneLine(title)}`];
  let decade = "";
  for (const entry of value) {
    const now = decadeOf(entry);
    if (now !== decade) parts.push(`## ${now}`);
    decade = now;
    parts.push(heading(entry), sentences(entry));
  }
  return parts.filter(Boolean).join("\n\n");
}

function decadeOf(entry: Entry): string {
  const dated = [said(entry, "year"), said(entry, "competition")].join(" ");
  const year = /\b(1[89]\d|20\d)\d\b/.exec(dated)?.[1];
  return year ? `${year}0s` : "Without a year";
}

function heading(entry: Entry): string {
  const where = said(entry, "competition") || said(entry, "event");
  const year = said(entry, "year");
  const when = year && !where.includes(year) ? year : "";
  return `### ${said(entry, "who") || "Record"} – ${[where, when].filter(Boolean).join(", ")}`;
}

/** One sentence of who won what, where and with what; then everything else that the record says. */
function sentences(entry: Entry): string {
  const { who, country, medal, place, event, competition, year, model } = Object.fromEntries(
    Object.keys(roles).map((role) => [role, said(entry, role as keyof typeof roles)]),
  ) as Record<keyof typeof roles, string>;
  const result = medal ? `won ${medal.charAt(0).toLowerCase()}${medal.slice(1)}` : placed(place);
  const when = year && !competition.includes(year) ? year : "";
  const where = [event, competition, when].filter(Boolean).join(", ");
  const main =
    `${who}${country ? ` (${country})` : ""} ${result}${where ? ` in ${where}` : ""}` +
    `${model ? `${where ? "," : ""} with ${model}` : ""}.`;
  const used = new Set(Object.keys(roles).map((role) => keyOf(entry, role as keyof typeof roles)));
  const rest = Object.entries(entry)
    .filter(([key]) => !used.has(key))
    .map(([key, value]) => {
      const text = phrase(value);
      return text.length > 60 && /[.!?]$/.test(text) ? text : `${readable(key)}: ${text}.`;
    });
  return paragraph([main, ...rest].join(" "));
}

function placed(place: string): string {
  const words: Record<string, string> = {
    "1": "came first",
    "2": "came second",
    "3": "came third",
  };
  return words[place] ?? (place ? `came in place ${place}` : "competed");
}

function keyOf(entry: Entry, role: keyof typeof roles): string | undefined {
  return Object.keys(entry).find((key) => roles[role].test(key));
}

function said(entry: Entry, role: keyof typeof roles): string {
  const value = entry[keyOf(entry, role) ?? ""];
  return value === undefined ? "" : phrase(value);
}
