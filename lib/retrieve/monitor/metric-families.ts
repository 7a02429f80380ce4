import { type Metric, Registry } from "prom-client";

export type Labels = Record<string, string>;
type Sample = { labels: Labels; value: number };

/** A row of console.metric_counts: a series, and one bucket of it; `le` of null is infinity. */
export type MetricCount = {
  metric: string;
  labels: Labels;
  le: number | null;
  observations: number;
  total: number;
};

// In seconds; as console.duration_bucket has them.
export const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Figures out of the database in Prometheus's text format. Holds nothing between two askings. */
export class MetricFamilies {
  readonly #registry = new Registry();

  gauge(name: string, help: string, samples: Sample[]): void {
    this.#add(name, help, "gauge", samples);
  }

  counter(name: string, help: string, samples: Sample[]): void {
    this.#add(`${name}_total`, help, "counter", samples);
  }

  /** Cumulative buckets, sum and count of each series. */
  histogram(name: string, help: string, counts: MetricCount[]): void {
    const series = Map.groupBy(counts, ({ labels }) => JSON.stringify(labels));
    const samples = [...series.values()].flatMap((of) => {
      const labels = of[0]?.labels ?? {};
      const upTo = (bound: number) =>
        of
          .filter(({ le }) => (le ?? Number.POSITIVE_INFINITY) <= bound)
          .reduce((sum, { observations }) => sum + observations, 0);
      const count = upTo(Number.POSITIVE_INFINITY);
      const total = of.reduce((sum, one) => sum + one.total, 0);
      return [
        ...durationBuckets.map((bound) => bucket(name, labels, String(bound), upTo(bound))),
        bucket(name, labels, "+Inf", count),
        { metricName: `${name}_sum`, labels, value: total },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
    this.#add(name, help, "histogram", samples);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #add(name: string, help: string, type: string, values: object[]): void {
    const metric = { name, get: async () => ({ name, help, type, values, aggregator: "sum" }) };
    // The registry prints whatever answers `get`; its type wants classes that count in this process.
    this.#registry.registerMetric(metric as unknown as Metric);
  }
}

function bucket(name: string, labels: Labels, le: string, value: number) {
  return { metricName: `${name}_bucket`, labels: { ...labels, le }, value };
}
