"use client";

import { useState } from "react";
import { ApiError, apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";
import type { SavedView, ScreenSetup } from "#lib/url/table-answers.ts";

/** The saved views of a screen, and what can be done with them; each change is kept at once. */
export function useViews(screen: string, setup: ScreenSetup) {
  const [views, setViews] = useState(setup.views);
  const [defaultView, setDefaultView] = useState(setup.defaultView);
  const url = `/api/tables/${screen}/views`;
  return {
    views,
    defaultView,
    mayShare: setup.mayShare,
    save: async (name: string, shared: boolean, query: string) => {
      const view = await apiSend<SavedView>(
        "POST",
        url,
        { name, shared, query },
        { idempotencyKey: crypto.randomUUID() },
      ).catch(told);
      setViews((all) => [...all, view].sort((a, b) => a.name.localeCompare(b.name)));
      toast.success(`Saved as ${view.name}`);
      return view;
    },
    remove: (view: SavedView) =>
      apiSend("DELETE", `${url}/${view.id}`).then(() => {
        setViews((all) => all.filter((one) => one.id !== view.id));
        if (defaultView === view.id) setDefaultView(null);
        toast.success(`Deleted the view ${view.name}`);
      }, told),
    begin: (view: SavedView | null) =>
      apiSend("PUT", `/api/tables/${screen}/default-view`, { view: view?.id ?? null }).then(() => {
        setDefaultView(view?.id ?? null);
        toast.success(
          view ? `This page now begins with ${view.name}` : "This page now begins with everything",
        );
      }, told),
  };
}

export type ViewsControl = ReturnType<typeof useViews>;

/** Says what went wrong, and lets the caller know. */
function told(error: unknown): never {
  toast.error(
    error instanceof ApiError ? error.message : "That did not work. Nothing was changed.",
  );
  throw error;
}
