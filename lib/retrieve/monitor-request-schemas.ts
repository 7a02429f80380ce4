import { z } from "zod";
import {
  callEndings,
  callListDefaults,
  callOrders,
  type Range,
  ranges,
} from "./monitor-schemas.ts";

// The keys of `ranges` are its names.
const rangeNames = Object.keys(ranges) as [Range, ...Range[]];

/** "api": every program; "lab": people; "all": both; an id: one consumer, over all its secrets. */
const whoSchema = z.union([z.enum(["api", "lab", "all"]), z.uuid()]);

/** What stands in the monitoring page's address. */
export const monitoringSchema = z.object({
  range: z.enum(rangeNames).default(callListDefaults.range),
  who: whoSchema.default("api"),
});

/** What stands in the address of the list of calls. */
export const callListSchema = monitoringSchema.extend({
  outcome: z.enum(callEndings).default(callListDefaults.outcome),
  sort: z.enum(callOrders).default(callListDefaults.sort),
  page: z.coerce.number().int().min(1).max(200).default(callListDefaults.page),
});
