import { createContext } from "react";
import type { TokenRow } from "#lib/auth/token-schemas.ts";

/** The tokens that a row stands among: as columns are constant, a cell is told of its own row alone. */
export const AllTokens = createContext<readonly TokenRow[]>([]);
