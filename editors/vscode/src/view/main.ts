/** The side view: shows what it is told, tells what is clicked. It computes nothing about the report. */

import type { FromView, Position, Range, ToView, Words } from "../protocol";
import { Drawing, draw } from "./draw";
import { Explanation } from "./explain";
import { Moves } from "./moves";

declare function acquireVsCodeApi(): { postMessage(message: FromView): void; setState(state: unknown): void };

/** How long after a view lost the focus, in milliseconds, the editor has noticed: it looks four times a second. */
const LATE = 600;

const editor = acquireVsCodeApi();
const page = document.createElement("main");
const explanation = new Explanation();
document.body.append(page, explanation.element);

let words: Words;
let drawing: Drawing | undefined;
let title = "";

const moves = new Moves(page, {
  enter: cell => reveal(cell.facts.range),
  rest: cell => {
    drawing?.relate(cell);
    explanation.show(cell, words);
  },
  leave: () => {
    drawing?.relate(undefined);
    explanation.hide();
  },
  cell: element => drawing?.cellOf(element),
});

/** Has the editor go to a place of the draft. It notices only now and then which of its views has the focus, and could take
 * this one for the active editor afterwards: saving would be asked of the view. So it is told once the focus is gone. */
function reveal(range: Range | null): void {
  if (range) {
    editor.postMessage({ type: "reveal", range });
    setTimeout(() => document.hasFocus() || editor.postMessage({ type: "left" }), LATE);
  }
}

/** Draws anew; what had the focus and what was in sight stay. */
function show(message: Extract<ToView, { type: "figures" }>): void {
  const focused = moves.focused();
  const [x, y] = [window.scrollX, window.scrollY];
  const scrolled = [...page.querySelectorAll(".scroll")].map(box => box.scrollLeft);
  explanation.hide();
  drawing = draw(message.figures, words, {
    reveal,
    redraw: ({ report, table }) => table !== null && editor.postMessage({ type: "redraw", report, table }),
    print: () => editor.postMessage({ type: "print", title, html: paper() }),
  });
  page.replaceChildren(drawing.element);
  title = message.figures.reports.map(report => report.title).find(Boolean) ?? message.name;
  document.title = title;
  page.querySelectorAll(".scroll").forEach((box, index) => (box.scrollLeft = scrolled[index] ?? 0));
  window.scrollTo(x, y);
  moves.drawn(drawing, focused);
}

/** What is drawn, without what only works on a screen. */
function paper(): string {
  const copy = page.cloneNode(true) as HTMLElement;
  copy.querySelectorAll("button, .screen").forEach(element => element.remove());
  copy.querySelectorAll("[tabindex]").forEach(element => element.removeAttribute("tabindex"));
  copy.querySelectorAll(".here, .related").forEach(element => element.classList.remove("here", "related"));
  return copy.outerHTML;
}

function note(text: string): void {
  drawing = undefined;
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
      show(message);
      break;
    case "note":
      note(message.text);
      break;
    case "cursor":
      follow(message.position);
      break;
  }
});
editor.postMessage({ type: "ready" });
