import { Input } from "#components/ui/input.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import type { LimitsForm } from "./limits-of.ts";

type PriceProps = { form: LimitsForm; models: string[] };

/** A line a model: the list's price with its date, and one's own that wins over it. */
export function PriceFields({ form: { limits, listPrices, activeModel }, models }: PriceProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-muted">
        US dollars for a million tokens; an empty price keeps the list's
      </legend>
      <Table label="Prices of models">
        <TableHead>
          <tr>
            <TableHeader>Model</TableHeader>
            <TableHeader>Price</TableHeader>
            <TableHeader>Since</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {models.map((model, at) => {
            const list = listPrices[model];
            const own = limits.prices[model];
            return (
              <TableRow key={model}>
                <TableCell className="min-w-32 py-1.5 break-all whitespace-normal">
                  {model}
                  <span className="block text-xs text-muted">
                    {[
                      model === activeModel ? "in use" : null,
                      list ? `list: $${list.perMillion} since ${list.since}` : "no list price",
                    ]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                </TableCell>
                <TableCell>
                  <Input
                    aria-label={`Price of ${model}`}
                    name={`price-${at}`}
                    type="number"
                    min={0}
                    step="any"
                    className="w-24"
                    placeholder={list ? String(list.perMillion) : "none"}
                    defaultValue={own?.perMillion ?? ""}
                  />
                </TableCell>
                <TableCell>
                  <Input
                    aria-label={`Date of the price of ${model}`}
                    name={`since-${at}`}
                    type="date"
                    className="w-36"
                    defaultValue={own?.since ?? ""}
                  />
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </fieldset>
  );
}
