/** The side view: shows what it is told, tells what is clicked. It computes nothing about the report. */

import type { FromView, Position, Range, ToView, Words } from "../protocol";
import { Drawing, make } from "./draw";
import { Explanation } from "./explain";
import { fit } from "./fit";
import { Moves } from "./moves";

declare function acquireVsCodeApi(): { postMessage(message: FromView): void; setState(state: unknown): void };

/** How long after a view lost the focus, in milliseconds, the editor has noticed: it looks four times a second. */
const LATE = 600;

const editor = acquireVsCodeApi();
const page = document.createElement("main");
const explanation = new Explanation();
const refusal = make("p", "refusal screen");
refusal.setAttribute("role", "alert");
refusal.hidden = true;
document.body.append(page, explanation.element, refusal);

let words: Words;
let drawing: Drawing | undefined;
let title = "";
/** The draft that is shown. */
let shown = "";
/** Tables that came while a person composed characters; drawing them would tear these apart. */
let waiting: Extract<ToView, { type: "figures" }> | undefined;
let composing = false;
/** Whether the focus is to go to the tables once they are there. */
let wanted = false;
/** True while what had the focus before a redraw gets it back: no move of the person's, so a refusal stays in sight. */
let redrawing = false;

const moves = new Moves(page, {
  // Whoever types stays where he is, and sees the place in the draft.
  click: cell => reveal(cell.facts.range, drawing?.takes(cell) ?? false),
  enter: cell => reveal(cell.facts.range, false),
  rest: cell => {
    drawing?.relate(cell);
    // Whoever types sees the cells below, unless something is wrong.
    if (!moves.entry.isOpen || cell.facts.severity !== null || cell.facts.verdict === "broken") {
      explanation.show(cell, words);
    } else {
      explanation.hide();
    }
  },
  set: (cell, text) => {
    refusal.hidden = true;
    [...cell.element.childNodes].filter(child => !(child instanceof HTMLInputElement)).forEach(child => child.remove());
    cell.element.prepend(text);
    if (cell.facts.id !== null) {
      editor.postMessage({ type: "set", report: cell.table.report, cell: cell.facts.id, text });
    }
  },
  leave: () => {
    drawing?.relate(undefined);
    explanation.hide();
  },
  cell: element => drawing?.cellOf(element),
});

/** Has the editor go to a place of the draft. It notices only now and then which of its views has the focus, and could take
 * this one for the active editor afterwards: saving would be asked of the view. So it is told once the focus is gone. */
function reveal(range: Range | null, stay: boolean): void {
  if (!range) {
    return;
  }
  editor.postMessage({ type: "reveal", range, stay });
  if (!stay) {
    setTimeout(() => document.hasFocus() || editor.postMessage({ type: "left" }), LATE);
  }
}

/** Draws anew; what had the focus and what was in sight stay. */
function show(message: Extract<ToView, { type: "figures" }>): void {
  const focused = moves.focused();
  const pending = moves.entry.pending();
  const [x, y] = [window.scrollX, window.scrollY];
  const scrolled = [...page.querySelectorAll(".scroll")].map(box => box.scrollLeft);
  explanation.hide();
  drawing = new Drawing(message.figures, message.manner, words, {
    reveal: range => reveal(range, false),
    redraw: ({ report, table }) => table !== null && editor.postMessage({ type: "redraw", report, table }),
    print: () => editor.postMessage({ type: "print", title, html: paper() }),
  });
  page.replaceChildren(drawing.element);
  title = message.figures.reports.map(report => report.title).find(Boolean) ?? message.name;
  document.title = title;
  fit(page);
  page.querySelectorAll(".scroll").forEach((box, index) => (box.scrollLeft = scrolled[index] ?? 0));
  window.scrollTo(x, y);
  redrawing = true;
  moves.drawn(drawing, focused, pending);
  redrawing = false;
  // A file begins with its findings.
  const known = shown === message.draft || focused !== undefined || message.manner === "reading";
  const first = known ? undefined : drawing.first();
  shown = message.draft;
  if (first) {
    moves.begin(first);
  }
  takeFocus();
}

/** Puts the focus on the cell at which Tab stops, where that was asked for. */
function takeFocus(): void {
  if (wanted && drawing) {
    wanted = false;
    moves.begun?.element.focus({ preventScroll: true });
  }
}

/** Keys that are meant for the draft, whatever has the focus in the view. */
function draftKey(event: KeyboardEvent): void {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const redo = key === "y" || (key === "z" && event.shiftKey);
  if (!command || event.altKey || !(key === "s" || key === "z" || key === "y") || (key !== "s" && moves.entry.touched) || (key === "s" && event.shiftKey)) {
    return;
  }
  moves.entry.commit();
  editor.postMessage({ type: key === "s" ? "save" : redo ? "redo" : "undo" });
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** What is drawn, without what only works on a screen. */
function paper(): string {
  const copy = page.cloneNode(true) as HTMLElement;
  copy.querySelectorAll("button, input, .screen").forEach(element => element.remove());
  copy.querySelectorAll("[tabindex]").forEach(element => element.removeAttribute("tabindex"));
  copy.querySelectorAll(".here, .related, .typing").forEach(element => element.classList.remove("here", "related", "typing"));
  return copy.outerHTML;
}

function note(text: string): void {
  drawing = undefined;
  shown = "";
  refusal.hidden = true;
  explanation.hide();
  const paragraph = document.createElement("p");
  paragraph.className = "note";
  paragraph.textContent = text;
  page.replaceChildren(paragraph);
}

/** Lights the cell in which the cursor of the draft stands. */
function follow(position: Position): void {
  const here = drawing?.at(position);
  page.querySelectorAll(".here").forEach(element => element.classList.remove("here"));
  if (here) {
    here.element.classList.add("here");
    if (!document.hasFocus()) {
      here.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
}

window.addEventListener("message", event => {
  const message = event.data as ToView;
  switch (message.type) {
    case "words":
      words = message.words;
      document.documentElement.lang = words.language;
      break;
    case "figures":
      editor.setState({ draft: message.draft });
      if (composing) {
        waiting = message;
      } else {
        show(message);
      }
      break;
    case "refused":
      refusal.textContent = message.reason;
      refusal.hidden = false;
      break;
    case "focus":
      wanted = true;
      takeFocus();
      break;
    case "note":
      note(message.text);
      break;
    case "cursor":
      follow(message.position);
      break;
  }
});
window.addEventListener("keydown", draftKey, true);
window.addEventListener("resize", () => fit(page));
page.addEventListener("focusin", () => (refusal.hidden = refusal.hidden || !redrawing));
page.addEventListener("compositionstart", () => (composing = true));
page.addEventListener("compositionend", () => {
  composing = false;
  if (waiting) {
    show(waiting);
    waiting = undefined;
  }
});
editor.postMessage({ type: "ready" });
