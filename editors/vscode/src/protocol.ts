/** What passes between server, extension and side view. What it means is known to the server alone. */

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

/** Asks for the tables of a draft as the standard draws them: `{ uri }` to `Figures`, or `null` where it is not open. */
export const FIGURES = "gaireport/figures";

/** Asks for the reports of the open folders, in files of every kind: `{}` to `Reports`. */
export const REPORTS = "gaireport/reports";

export interface Reports {
  reports: { uri: string; organization: string | null; year: number | null }[];
}

/** Asks for the page behind an address such as `gaireport:rule/…`: `{ uri }` to `Page`, or `null`. */
export const PAGE = "gaireport/page";

export interface Page {
  /** Markdown. */
  text: string;
}

/** Has the server do something: `{ command, arguments: [one object] }`. */
export const EXECUTE = "workspace/executeCommand";

/** Commands of the server. */
export const COMMANDS = {
  /** `{ organization, year, kind, previous }` to `NewReport`; `previous` is the address of last year's file. Refused for years without a format. */
  newReport: "gaireport.server.newReport",
  /** `{}`; says by itself how many reports there are and what was found. */
  checkWorkspace: "gaireport.server.checkWorkspace",
  /** `{ uri, report, cell, text }`, index and id as in `Figures`, to `FigureSet`. */
  setFigure: "gaireport.server.setFigure",
  /** `{ uri, report, table }`, indices as in `Figures`, to whether anything was changed. */
  redraw: "gaireport.server.redraw",
} as const;

export interface NewReport {
  text: string;
  /** A name for its file, without a folder. */
  file: string;
  /** Why last year's file could not be read, in a sentence. */
  problem: string | null;
}

export interface FigureSet {
  applied: boolean;
  /** Why the figure cannot stand there, in a sentence. */
  reason: string | null;
}

export type Severity = "error" | "warning" | "info" | "suspect";
export type Verdict = "held" | "broken" | "open";

export interface Cell {
  kind: "label" | "value";
  text: string;
  columns: number;
  rows: number;
  range: Range | null;
  id: string | null;
  figure: string | null;
  expected: string | null;
  state: string;
  severity: Severity | null;
  findings: number[];
  sums: number[];
  verdict: Verdict | null;
}

export interface Sum {
  place: string;
  identity: string;
  figures: string;
  verdict: Verdict;
  rule: string;
  cells: string[];
}

export interface Table {
  id: string;
  name: string;
  section: string;
  edition: number;
  present: boolean;
  range: Range | null;
  summary: string;
  columns: number;
  report: number;
  table: number | null;
  sums: Sum[];
  rows: Cell[][];
}

export interface Finding {
  rule: string;
  severity: Severity;
  message: string;
  quote: string;
  range: Range;
}

export interface Report {
  title: string | null;
  organization: string | null;
  year: number | null;
  edition: number | null;
  notice: string | null;
  range: Range;
  findings: Finding[];
  tables: Table[];
}

export interface Figures {
  version: number;
  reports: Report[];
  /** Why a file cannot be read, in a sentence. */
  problem?: string;
}

/** The newest shape of `Figures` that this client draws. */
export const FIGURES_VERSION = 1;

/** The view's own words, in the language of the editor. */
export interface Words {
  language: string;
  tables: string;
  print: string;
  redraw: string;
  missing: string;
  shouldBe: string;
  wrong: string;
  suspect: string;
  held: string;
  open: string;
  keys: string;
  typing: string;
  nothing: string;
}

/** How a draft is shown: its figures are typed into the view, or its findings are listed first. */
export type Manner = "typing" | "reading";

/** From the extension to the view. */
export type ToView =
  | { type: "words"; words: Words }
  | { type: "figures"; draft: string; name: string; figures: Figures; manner: Manner }
  | { type: "note"; text: string }
  | { type: "refused"; reason: string }
  | { type: "focus" }
  | { type: "cursor"; position: Position };

/** From the view to the extension. */
export type FromView =
  | { type: "ready" }
  | { type: "reveal"; range: Range; stay: boolean }
  | { type: "set"; report: number; cell: string; text: string }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "save" }
  | { type: "left" }
  | { type: "redraw"; report: number; table: number }
  | { type: "print"; title: string; html: string };
