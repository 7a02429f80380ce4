"use client";

import { ArrowLeft, ArrowRight, Braces, CopyPlus, Save, Sheet, Terminal, X } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { copyText } from "./copy-text.ts";
import { asCsv, asCurl, asJson } from "./lane-exports.ts";
import { LaneMenuButton, type LaneMenuProps } from "./lane-menu.tsx";

/** The menu itself; starts open, as its button was just pressed. */
export default function LaneMenuOpen(props: LaneMenuProps) {
  const { lane, data, query, body, canSave, canAdd, onSave, onDuplicate, onMove, onRemove } = props;
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <LaneMenuButton name={lane.name} />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem disabled={!canAdd} onSelect={onDuplicate}>
          <CopyPlus aria-hidden /> Duplicate to adjust it
        </DropdownMenuItem>
        {canSave && !lane.frozen && !lane.problem ? (
          <DropdownMenuItem onSelect={onSave}>
            <Save aria-hidden /> Save the configuration…
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem disabled={!onMove.left} onSelect={() => onMove.left?.()}>
          <ArrowLeft aria-hidden /> Move to the left
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!onMove.right} onSelect={() => onMove.right?.()}>
          <ArrowRight aria-hidden /> Move to the right
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!onRemove} onSelect={() => onRemove?.()}>
          <X aria-hidden /> Remove the lane
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem
          disabled={!data}
          onSelect={() =>
            data && void copyText(asJson(query, data, lane.changes), "The results, as JSON,")
          }
        >
          <Braces aria-hidden /> Copy as JSON
        </DropdownMenuItem>
        <DropdownMenuItem
          disabled={!data}
          onSelect={() => data && void copyText(asCsv(data.results), "The results, as CSV,")}
        >
          <Sheet aria-hidden /> Copy as CSV
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() => void copyText(asCurl(window.location.origin, body), "The curl line")}
        >
          <Terminal aria-hidden /> Copy as curl
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
