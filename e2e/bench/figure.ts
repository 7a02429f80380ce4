/** One measured figure: what, how much, what was wanted, over what. */
export type Figure = { name: string; value: string; goal?: string; over?: string };
