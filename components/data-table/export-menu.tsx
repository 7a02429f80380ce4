"use client";

import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";

export type ExportMenuProps = { api: string; filter: string };

/** The formats in which everything that matches can be had. */
export default function ExportMenu({ api, filter }: ExportMenuProps) {
  const href = (format: string) => `${api}/export?${filter}${filter ? "&" : ""}format=${format}`;
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden /> Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <a href={href("csv")} download>
            All that match, as CSV
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={href("jsonl")} download>
            All that match, as JSON Lines
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
