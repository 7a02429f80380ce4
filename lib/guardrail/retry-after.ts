type Headers = { get(name: string): string | null };

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Milliseconds that an answer asks to wait, from whatever form it uses: retry-after-ms, seconds, an HTTP
 * date (RFC 9110, 10.2.3), or OpenAI's reset headers. Undefined for none, for nonsense and for the past.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const asked = headers.get("retry-after")?.trim() ?? "";
  const ms =
    number(headers.get("retry-after-ms")) ??
    times(1_000, number(asked)) ??
    date(asked, now) ??
    reset(headers);
  return ms !== undefined && ms > 0 ? ms : undefined;
}

/** A plain number without sign or exponent; other forms are no number here. */
function number(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}(\.\d{1,6})?$/.test(text.trim()) ? Number(text) : undefined;
}

function times(factor: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * factor;
}

function date(text: string, now: number): number | undefined {
  // Date.parse takes much more than a date; all three forms of an HTTP date begin with a weekday.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at - now;
}

/** Of x-ratelimit-reset-requests and -tokens ("6m0s", "1.5s", "120ms") the one that was used up. */
function reset(headers: Headers): number | undefined {
  const waits = ["requests", "tokens"].flatMap((what) => {
    if (headers.get(`x-ratelimit-remaining-${what}`)?.trim() !== "0") return [];
    const text = headers.get(`x-ratelimit-reset-${what}`)?.trim() ?? "";
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return [];
    const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g);
    return [
      [...parts].reduce((sum, [, n, unit]) => sum + Number(n) * (unitMs[unit ?? ""] ?? 0), 0),
    ];
  });
  return waits.length > 0 ? Math.max(...waits) : undefined;
}
