/** Reports, tables and findings as elements of a page. */

import type { Cell, Figures, Finding, Manner, Position, Range, Report, Table, Words } from "../protocol";

/** A cell over more rows than this has its words at its top, where they are in sight. */
const TALL = 6;

/** A cell on the page. */
export interface Drawn {
  element: HTMLTableCellElement;
  facts: Cell;
  table: Table;
  report: Report;
  /** The first row and column that it covers. */
  row: number;
  column: number;
}

/** What a click does. */
export interface Clicks {
  reveal(range: Range | null): void;
  redraw(table: Table): void;
  print(): void;
}

export class Drawing {
  readonly element = document.createElement("div");
  readonly cells: Drawn[] = [];
  private readonly byElement = new Map<Element, Drawn>();

  constructor(figures: Figures, private readonly manner: Manner, private readonly words: Words, private readonly clicks: Clicks) {
    const bar = make("div", "bar screen");
    bar.append(this.button(words.print, clicks.print));
    this.element.append(bar);
    figures.reports.forEach((report, index) => this.element.append(this.report(report, index)));
    const keys = make("p", "keys screen", manner === "typing" ? words.typing : words.keys);
    keys.id = "keys";
    this.element.append(keys);
  }

  /** The cell that an element is, or stands in. */
  cellOf(element: Element | null): Drawn | undefined {
    const cell = element?.closest("td, th");
    return cell ? this.byElement.get(cell) : undefined;
  }

  /** Whether a figure can be typed into a cell. */
  takes(cell: Drawn): boolean {
    return this.manner === "typing" && cell.facts.kind === "value" && cell.facts.id !== null;
  }

  /** The first cell at which something is to be done: one that is wrong, or blank. */
  first(): Drawn | undefined {
    const values = this.cells.filter(cell => cell.facts.kind === "value");
    const open = ({ facts }: Drawn) => facts.severity === "error" || facts.severity === "warning" || facts.figure === null;
    return values.find(open) ?? values[0];
  }

  /** What a cell is called: the label of its row and that of its column. */
  name(cell: Drawn): string {
    const labels = this.cells.filter(other => other.table === cell.table && other.facts.kind === "label" && other.facts.text !== "");
    const beside = labels.findLast(({ row, column, facts }) => row <= cell.row && cell.row < row + facts.rows && column < cell.column);
    const above = labels.findLast(({ row, column, facts }) => column <= cell.column && cell.column < column + facts.columns && row < cell.row);
    return [beside, above].flatMap(label => label?.facts.text ?? []).join("，");
  }

  /** The cell that a position of the draft stands in. */
  at(position: Position): Drawn | undefined {
    return this.cells.find(cell => cell.facts.range && holds(cell.facts.range, position));
  }

  /** The same cell of another drawing. */
  same(cell: Drawn): Drawn | undefined {
    const alike = (other: Drawn) =>
      other.table.id === cell.table.id && other.table.report === cell.table.report &&
      other.row === cell.row && other.column === cell.column;
    return this.cells.find(alike);
  }

  /** Marks the cells that stand in one sum with a cell. */
  relate(cell: Drawn | undefined): void {
    this.cells.forEach(other => other.element.classList.remove("related"));
    if (!cell) {
      return;
    }
    const ids = new Set(cell.facts.sums.flatMap(index => cell.table.sums[index]?.cells ?? []));
    for (const other of this.cells) {
      const related = other.report === cell.report && other.facts.id !== null && ids.has(other.facts.id);
      other.element.classList.toggle("related", related && other !== cell);
    }
  }

  private report(report: Report, index: number): HTMLElement {
    const section = make("article", "report");
    const heading = make("h1", "", report.title ?? this.words.tables);
    heading.id = `report-${index}`;
    section.setAttribute("aria-labelledby", heading.id);
    section.append(heading);
    if (report.notice) {
      section.append(make("p", "notice", report.notice));
    }
    if (this.manner === "reading") {
      section.append(this.list(report.findings), ...(report.findings.length === 0 ? [make("p", "good", this.words.nothing)] : []));
    }
    section.append(...report.tables.map((table, number) => this.table(report, table, `table-${index}-${number}`)));
    return section;
  }

  private table(report: Report, table: Table, id: string): HTMLElement {
    const section = make("section", table.present ? "table" : "table absent");
    const heading = make("h2", "", table.section);
    heading.id = id;
    section.setAttribute("aria-labelledby", id);
    const state = make("p", "summary", table.present ? table.summary : this.words.missing);
    const head = make("div", "head");
    head.append(heading, state);
    if (table.table !== null && this.manner === "typing") {
      head.append(this.button(this.words.redraw, () => this.clicks.redraw(table)));
    }
    const box = make("div", "scroll");
    box.append(this.grid(report, table, id));
    section.append(head, box, ...this.findings(report, table));
    return section;
  }

  private grid(report: Report, table: Table, heading: string): HTMLElement {
    const element = make("table", `grid-${table.id}`) as HTMLTableElement;
    element.setAttribute("role", "grid");
    element.setAttribute("aria-labelledby", heading);
    element.setAttribute("aria-describedby", "keys");
    const body = element.createTBody();
    const taken = new Set<string>();
    table.rows.forEach((cells, row) => {
      const line = body.insertRow();
      let column = 0;
      const values = cells.some(facts => facts.kind === "value");
      for (const facts of cells) {
        while (taken.has(`${row} ${column}`)) {
          column += 1;
        }
        const drawn = { element: this.cell(facts), facts, table, report, row, column };
        // The label beside the figures stays in sight where a table is wider than the view.
        drawn.element.classList.toggle("name", values && facts.kind === "label" && cells[cells.indexOf(facts) + 1]?.kind === "value");
        drawn.element.classList.toggle("row", values && facts.kind === "label");
        drawn.element.classList.toggle("tall", facts.rows > TALL);
        line.append(drawn.element);
        this.cells.push(drawn);
        this.byElement.set(drawn.element, drawn);
        for (let y = row; y < row + facts.rows; y += 1) {
          for (let x = column; x < column + facts.columns; x += 1) {
            taken.add(`${y} ${x}`);
          }
        }
        column += facts.columns;
      }
    });
    return element;
  }

  private cell(facts: Cell): HTMLTableCellElement {
    const element = document.createElement(facts.kind === "label" ? "th" : "td");
    element.colSpan = facts.columns;
    element.rowSpan = facts.rows;
    element.tabIndex = -1;
    element.classList.add(facts.state, ...[facts.severity, facts.verdict].flatMap(word => (word ? [word] : [])));
    const expected = facts.expected !== null && facts.expected !== facts.figure ? facts.expected : undefined;
    if (expected === undefined) {
      element.append(facts.text);
    } else if (facts.text === "" && facts.severity !== "error") {
      element.append(make("span", "unseen", this.words.shouldBe.replace("{0}", "")), make("span", "offer", expected));
    } else {
      if (facts.text !== "") {
        element.append(make("del", "", facts.text), " ");
      }
      element.append(make("span", "unseen", this.words.shouldBe.replace("{0}", "")), make("ins", "", expected));
    }
    const said = this.said(facts);
    if (said) {
      element.append(make("span", "unseen", `, ${said}`));
    }
    return element;
  }

  /** What colours say, for those who do not see them. */
  private said(facts: Cell): string | undefined {
    if (facts.severity === "suspect") {
      return this.words.suspect;
    }
    return facts.verdict === "broken" ? this.words.wrong : undefined;
  }

  /** The findings of a table, each a way into the draft. */
  private findings(report: Report, table: Table): HTMLElement[] {
    const own = new Set(table.rows.flat().flatMap(cell => cell.findings));
    const findings = report.findings.filter((_, index) => own.has(index));
    return findings.length === 0 || this.manner === "reading" ? [] : [this.list(findings)];
  }

  private list(findings: Finding[]): HTMLElement {
    const list = make("ul", "findings");
    list.append(...findings.map(finding => this.finding(finding)));
    return list;
  }

  private finding(finding: Finding): HTMLElement {
    const item = make("li", finding.severity);
    if (this.manner === "reading") {
      // No editor shows the place: its words do.
      item.append(finding.message, ...(finding.quote ? [make("span", "quote", finding.quote)] : []));
      return item;
    }
    const button = this.button(finding.message, () => this.clicks.reveal(finding.range));
    button.className = "link";
    const words = make("span", "paper", finding.message);
    item.append(button, words);
    return item;
  }

  private button(words: string, click: () => void): HTMLButtonElement {
    const button = make("button", "", words) as HTMLButtonElement;
    button.type = "button";
    button.addEventListener("click", click);
    return button;
  }
}

/** Whether a range holds a position, its end included: the cursor behind a figure is at the figure. */
function holds({ start, end }: Range, { line, character }: Position): boolean {
  const after = line > start.line || (line === start.line && character >= start.character);
  const before = line < end.line || (line === end.line && character <= end.character);
  return after && before;
}

export function make(tag: string, classes: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = classes;
  element.textContent = text;
  return element;
}
