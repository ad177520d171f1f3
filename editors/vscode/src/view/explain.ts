/** What is known of the cell under the pointer or with the focus: its findings, and its sums with their figures. */

import type { Sum, Words } from "../protocol";
import { Drawn, make } from "./draw";

/** Space between a cell and its explanation, in pixels. */
const GAP = 4;

/** Most sums that hold which are shown; those that do not hold are shown all. */
const MOST = 4;

export class Explanation {
  readonly element = make("div", "explanation");

  constructor() {
    this.element.id = "explanation";
    this.element.setAttribute("role", "status");
    this.element.hidden = true;
  }

  show(cell: Drawn, words: Words): void {
    const findings = cell.facts.findings.flatMap(index => cell.report.findings[index] ?? []);
    const sums = cell.facts.sums.flatMap(index => cell.table.sums[index] ?? []);
    const rank = (sum: Sum) => ["broken", "open", "held"].indexOf(sum.verdict);
    const shown = [...sums].sort((one, other) => rank(one) - rank(other)).filter((sum, index) => index < MOST || sum.verdict === "broken");
    if (findings.length + shown.length === 0) {
      this.hide();
      return;
    }
    this.element.replaceChildren(
      ...findings.map(finding => make("p", finding.severity, finding.message)),
      ...shown.map(sum => explain(sum, words)),
    );
    this.element.hidden = false;
    this.place(cell.element.getBoundingClientRect());
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Below the cell, or above it where there is no room; always inside the window. */
  private place(cell: DOMRect): void {
    const own = this.element.getBoundingClientRect();
    const below = cell.bottom + GAP;
    const top = below + own.height <= window.innerHeight ? below : Math.max(0, cell.top - GAP - own.height);
    const left = Math.max(GAP, Math.min(cell.left, document.documentElement.clientWidth - own.width - GAP));
    this.element.style.top = `${top}px`;
    this.element.style.left = `${left}px`;
  }
}

function explain(sum: Sum, words: Words): HTMLElement {
  const paragraph = make("p", `sum ${sum.verdict}`);
  const verdict = { held: words.held, broken: words.wrong, open: words.open }[sum.verdict];
  paragraph.append(
    make("span", "where", sum.place), make("span", "identity", sum.identity),
    make("span", "figures", sum.figures), make("span", "verdict", verdict),
  );
  return paragraph;
}
