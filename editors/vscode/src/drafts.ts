/** The draft that a person works on, and its tables, always as the text is now. */

import { Disposable, EventEmitter, TextDocument, TextEditor, commands, languages, window, workspace } from "vscode";
import { Server } from "./client";
import { FIGURES, Figures } from "./protocol";
import { SELECTOR } from "./selector";

/** Waits this long after a change, in milliseconds, so that a burst of keys asks once. */
const REST = 60;

/** A draft with its tables; `figures` holds no report where the text is none. */
export interface Draft {
  document: TextDocument;
  figures: Figures;
}

export class Drafts implements Disposable {
  private current: Draft | undefined;
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;
  private readonly changed = new EventEmitter<Draft | undefined>();
  private readonly listeners: Disposable;
  /** Tells of the draft when it, its text or its tables change. */
  readonly onDraft = this.changed.event;

  constructor(private readonly server: Server) {
    this.listeners = Disposable.from(
      window.onDidChangeActiveTextEditor(editor => editor && this.look(0)),
      workspace.onDidChangeTextDocument(event => event.document === this.watched() && this.look(REST)),
      workspace.onDidCloseTextDocument(document => document === this.current?.document && this.become(undefined)),
      languages.onDidChangeDiagnostics(event => {
        const own = this.watched()?.uri.toString();
        if (event.uris.some(uri => uri.toString() === own)) {
          this.look(REST);
        }
      }),
      server.onState(state => (state.kind === "running" ? this.look(0) : this.become(undefined))),
    );
  }

  /** The report that was looked at last. */
  get draft(): Draft | undefined {
    return this.current;
  }

  /** The text that is looked at: the active editor's, else the last report, as when the side view has the focus. */
  private watched(): TextDocument | undefined {
    const active = window.activeTextEditor?.document;
    return active && isDraft(active) ? active : this.current?.document;
  }

  private look(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), delay);
  }

  private async ask(): Promise<void> {
    const document = this.watched();
    const number = ++this.asked;
    const figures = document && (await this.server.request<Figures>(FIGURES, { uri: document.uri.toString() }));
    if (number !== this.asked || !document) {
      return;
    }
    const report = figures !== undefined && figures.reports.length > 0;
    const active = window.activeTextEditor?.document === document;
    await commands.executeCommand("setContext", "gaireport.report", report && (active || window.activeTextEditor === undefined));
    if (report) {
      this.become({ document, figures });
    } else if (active && this.current?.document !== document) {
      // Another text is in front. The report stays in the side view, and the status leaves.
      this.changed.fire(this.current);
    } else {
      this.become(undefined);
    }
  }

  private become(draft: Draft | undefined): void {
    this.current = draft;
    this.changed.fire(draft);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.dispose();
    this.changed.dispose();
  }
}

/** Whether the server looks at texts of this kind. */
export function isDraft(document: TextDocument): boolean {
  return languages.match(SELECTOR, document) > 0;
}

/** The editor that shows a document, the active one first. */
export function editorOf(document: TextDocument): TextEditor | undefined {
  const active = window.activeTextEditor;
  return active?.document === document ? active : window.visibleTextEditors.find(editor => editor.document === document);
}
