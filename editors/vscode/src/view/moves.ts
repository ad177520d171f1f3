/** Pointer and keys over the tables: one cell of each is in the order of Tab, arrow keys move from there. In a cell whose
 * figure can be typed stands a field, which has keys of its own. */

import type { Drawing, Drawn } from "./draw";
import { Entry, Pending } from "./entry";

export interface Answers {
  /** A cell is clicked. */
  click(cell: Drawn): void;
  /** Enter is pressed on it. */
  enter(cell: Drawn): void;
  /** The pointer or the focus comes to rest on a cell. */
  rest(cell: Drawn): void;
  /** It leaves, or a person wants the explanation away. */
  leave(): void;
  /** A figure was typed into a cell. */
  set(cell: Drawn, text: string): void;
  cell(element: Element | null): Drawn | undefined;
}

export class Moves {
  private drawing: Drawing | undefined;
  /** Whether the pointer was moved since the last key: cells that come to lie under it are not pointed at. */
  private pointed = false;
  readonly entry: Entry;

  constructor(private readonly page: HTMLElement, private readonly answers: Answers) {
    const on = <K extends keyof HTMLElementEventMap>(kind: K, listener: (event: HTMLElementEventMap[K]) => void) =>
      page.addEventListener(kind, listener);
    on("click", event => this.with(event, cell => {
      // A text that is being selected to be copied is no click.
      if (window.getSelection()?.isCollapsed ?? true) {
        this.stop(cell);
        answers.click(cell);
      }
    }));
    on("mouseover", event => this.pointed && this.with(event, answers.rest));
    on("mousemove", event => {
      if (!this.pointed) {
        this.pointed = true;
        this.with(event, answers.rest);
      }
    });
    on("mouseout", event => this.with(event, answers.leave));
    on("focusin", event => this.with(event, cell => {
      this.stop(cell);
      this.begun = cell;
      this.type(cell);
      answers.rest(cell);
    }));
    on("focusout", event => this.with(event, answers.leave));
    on("keydown", () => (this.pointed = false));
    on("keydown", event => this.with(event, cell => event.target === cell.element && this.key(event, cell)));
    this.entry = new Entry({
      set: answers.set,
      go: (cell, key) => this.go(this.next(key, cell)),
      enter: answers.enter,
      leave: answers.leave,
    });
  }

  /** Puts the field into a cell, where its figure can be typed. */
  private type(cell: Drawn): void {
    if (this.drawing?.takes(cell)) {
      this.entry.open(cell, this.drawing.name(cell));
    }
  }

  private go(cell: Drawn | undefined): boolean {
    cell?.element.focus();
    return cell !== undefined;
  }

  /** The cell with the focus. */
  focused(): Drawn | undefined {
    return this.page.contains(document.activeElement) ? this.answers.cell(document.activeElement) : undefined;
  }

  /** Takes over what was drawn anew, with the focus where it was. */
  drawn(drawing: Drawing, focused: Drawn | undefined, pending: Pending | undefined): void {
    this.drawing = drawing;
    const seen = new Set<object>();
    for (const cell of drawing.cells) {
      if (!seen.has(cell.table) && cell.facts.kind === "value") {
        seen.add(cell.table);
        cell.element.tabIndex = 0;
      }
    }
    this.begun = this.begun && drawing.same(this.begun);
    const cell = focused && drawing.same(focused);
    if (cell && pending && drawing.takes(cell)) {
      this.stop(cell);
      this.entry.resume(cell, drawing.name(cell), pending);
    } else {
      cell?.element.focus({ preventScroll: true });
    }
  }

  /** The cell at which it was left, or which is to be the first. */
  begun: Drawn | undefined;

  /** Makes a cell the first at which Tab stops, and shows it. */
  begin(cell: Drawn): void {
    this.stop(cell);
    this.begun = cell;
    cell.element.scrollIntoView({ block: "center", inline: "nearest" });
  }

  private with(event: Event, act: (cell: Drawn) => void): void {
    const cell = event.target instanceof Element ? this.answers.cell(event.target) : undefined;
    if (cell) {
      act(cell);
    }
  }

  /** Makes a cell the one of its table at which Tab stops. */
  private stop(cell: Drawn): void {
    const others = this.drawing?.cells.filter(other => other.table === cell.table) ?? [];
    others.forEach(other => (other.element.tabIndex = other === cell ? 0 : -1));
  }

  private key(event: KeyboardEvent, cell: Drawn): void {
    if (this.drawing?.takes(cell) && /^(Enter|F2|\d)$/.test(event.key)) {
      this.type(cell);
      if (event.key.length > 1) {
        event.preventDefault();
      }
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      this.answers.enter(cell);
    } else if (event.key === "Escape") {
      this.answers.leave();
    } else {
      const next = this.next(event.key, cell);
      if (!next) {
        return;
      }
      next.element.focus();
    }
    event.preventDefault();
  }

  /** The cell after or before it, in the order of reading, into which a figure can be typed. */
  private beside(from: Drawn, step: number): Drawn | undefined {
    const cells = this.drawing?.cells.filter(cell => cell === from || this.drawing?.takes(cell)) ?? [];
    return cells[cells.indexOf(from) + step];
  }

  /** Where a key leads to: the next cell that covers the same row or column. */
  private next(key: string, from: Drawn): Drawn | undefined {
    const cells = this.drawing?.cells.filter(cell => cell.table === from.table && cell !== from) ?? [];
    const bottom = from.row + from.facts.rows - 1;
    const right = from.column + from.facts.columns - 1;
    const sameRow = (cell: Drawn) => cell.row <= from.row && from.row < cell.row + cell.facts.rows;
    const sameColumn = (cell: Drawn) => cell.column <= from.column && from.column < cell.column + cell.facts.columns;
    switch (key) {
      case "ArrowRight":
        return cells.find(cell => sameRow(cell) && cell.column > right);
      case "ArrowLeft":
        return cells.findLast(cell => sameRow(cell) && cell.column < from.column);
      case "ArrowDown":
        return cells.find(cell => sameColumn(cell) && cell.row > bottom);
      case "ArrowUp":
        return cells.findLast(cell => sameColumn(cell) && cell.row < from.row);
      case "after":
        return this.beside(from, 1);
      case "before":
        return this.beside(from, -1);
      case "Home":
        return cells.find(sameRow);
      case "End":
        return cells.findLast(sameRow);
      default:
        return undefined;
    }
  }
}
