/** The field in which the figure of a cell is typed. What it means is for the server to say. */

import type { Drawn } from "./draw";

export interface Typed {
  /** A figure is to be written into a cell. */
  set(cell: Drawn, text: string): void;
  /** On to another cell: that after it or before it in the order of reading, or where an arrow leads. */
  go(cell: Drawn, key: string): boolean;
  /** To the place in the draft. */
  enter(cell: Drawn): void;
  /** The field was left, with the focus on the cell. */
  leave(): void;
}

/** What stood in the field when the tables were drawn anew. */
export interface Pending {
  cell: Drawn;
  text: string;
  touched: boolean;
  selection: [number, number];
}

/** Keys that lead to another cell: what they are called, and whether the caret must be at an end of the text first. */
const LEADING: { [key: string]: "start" | "end" | "any" } = {
  ArrowUp: "any", ArrowDown: "any", ArrowLeft: "start", ArrowRight: "end",
};

export class Entry {
  private readonly field = document.createElement("input");
  private cell: Drawn | undefined;
  private before = "";
  private quiet = false;

  constructor(private readonly typed: Typed) {
    this.field.type = "text";
    this.field.inputMode = "decimal";
    this.field.autocomplete = "off";
    this.field.spellcheck = false;
    this.field.addEventListener("keydown", event => this.key(event));
    this.field.addEventListener("blur", () => this.left());
  }

  /** Whether something was typed that is not handed over yet: undoing then is the field's own affair. */
  get touched(): boolean {
    return this.cell !== undefined && this.field.value !== this.before;
  }

  /** Whether a person is typing. */
  get isOpen(): boolean {
    return this.cell !== undefined;
  }

  /** Whether the field stands in a cell. */
  isIn(cell: Drawn): boolean {
    return this.cell?.element === cell.element;
  }

  /** Puts the field into a cell, its figure selected; not into one that Escape has just led to. */
  open(cell: Drawn, label: string): void {
    if (this.isIn(cell) || this.quiet) {
      return;
    }
    this.close();
    this.cell = cell;
    this.before = cell.facts.text;
    this.field.value = this.before;
    this.field.placeholder = this.offered() ?? "";
    this.field.setAttribute("aria-label", label);
    cell.element.classList.add("typing");
    cell.element.append(this.field);
    this.field.focus({ preventScroll: true });
    this.field.select();
  }

  /** What is in the field, while the tables are drawn anew. */
  pending(): Pending | undefined {
    const { cell, field } = this;
    if (!cell || document.activeElement !== field) {
      return undefined;
    }
    const selection: [number, number] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
    this.cell = undefined;
    return { cell, text: field.value, touched: field.value !== this.before, selection };
  }

  /** Goes on with what was in the field. */
  resume(cell: Drawn, label: string, pending: Pending): void {
    this.open(cell, label);
    if (pending.touched) {
      this.field.value = pending.text;
      this.field.setSelectionRange(...pending.selection);
    }
  }

  /** The figure that the sums give for a blank cell. */
  private offered(): string | undefined {
    const facts = this.cell?.facts;
    return facts && facts.text === "" ? facts.expected ?? undefined : undefined;
  }

  /** Hands over what was typed. */
  commit(): void {
    const { cell } = this;
    const text = this.field.value.trim();
    if (cell && text !== this.before) {
      this.before = text;
      this.typed.set(cell, text);
    }
  }

  /** Takes the field out of its cell. */
  private close(): void {
    const cell = this.cell;
    this.cell = undefined;
    cell?.element.classList.remove("typing");
    this.field.remove();
  }

  /** The focus went elsewhere: what was typed holds. A view that is left for another window keeps its field. */
  private left(): void {
    if (this.cell) {
      this.commit();
      if (document.hasFocus()) {
        this.close();
      }
    }
  }

  private key(event: KeyboardEvent): void {
    const { cell, field } = this;
    if (!cell || event.isComposing) {
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key === "Enter") {
        this.commit();
        this.typed.enter(cell);
        event.preventDefault();
      }
      return;
    }
    if (event.key === "Enter" || event.key === "Tab") {
      if (event.key === "Enter" && field.value === "") {
        field.value = this.offered() ?? "";
      }
      this.commit();
      if (this.typed.go(cell, event.shiftKey ? "before" : "after") || event.key === "Enter") {
        event.preventDefault();
      }
    } else if (event.key === "Escape") {
      this.escape(cell);
      event.preventDefault();
    } else if (this.leads(event.key)) {
      this.commit();
      this.typed.go(cell, event.key);
      event.preventDefault();
    }
  }

  /** Whether an arrow leads out of the field: up and down always, to the sides where the caret is at that end. */
  private leads(key: string): boolean {
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    switch (LEADING[key]) {
      case "any":
        return true;
      case "start":
        return start === 0 && (end === 0 || end === value.length);
      case "end":
        return end === value.length && (start === end || start === 0);
      default:
        return false;
    }
  }

  /** What was typed is forgotten; where nothing was, the focus goes to the cell, from which Tab leads on. */
  private escape(cell: Drawn): void {
    if (this.field.value !== this.before) {
      this.field.value = this.before;
      this.field.select();
      return;
    }
    this.quiet = true;
    this.close();
    cell.element.focus({ preventScroll: true });
    this.quiet = false;
    this.typed.leave();
  }
}
