export const runTabs = ["documents", "log", "plan", "difference"] as const;
export type RunTab = (typeof runTabs)[number];
