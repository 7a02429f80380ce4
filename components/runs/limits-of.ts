import type { RunLimits } from "#lib/ingest/run-limits-schemas.ts";

/** GET /api/runs/limits. */
export type LimitsForm = {
  limits: RunLimits;
  version: number;
  listPrices: RunLimits["prices"];
  activeModel: string | null;
};

/** The models that have a price, and the one in use first. */
export function pricedModels({ limits, listPrices, activeModel }: LimitsForm): string[] {
  const known = [...Object.keys(listPrices), ...Object.keys(limits.prices)].toSorted();
  return [...new Set([...(activeModel ? [activeModel] : []), ...known])];
}

/** What a person filled in; a model without a price of its own keeps the list's. Pure. */
export function limitsOf(form: FormData, models: string[]): RunLimits {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const prices = models.flatMap((model, at) => {
    const price = text(`price-${at}`);
    if (price === "") return [];
    const since = text(`since-${at}`) || new Date().toISOString().slice(0, 10);
    return [[model, { perMillion: Number(price), since }]];
  });
  const daily = text("dailyTokens");
  return {
    dailyTokens: daily === "" ? null : Number(daily),
    tokensToType: Number(text("tokensToType")),
    prices: Object.fromEntries(prices),
  };
}
