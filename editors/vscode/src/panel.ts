/** The side view 勾稽视图, seen from the editor: what it is given, and what its clicks do. The view draws. */

import {
  Disposable, ExtensionContext, Range, Selection, TextDocument, TextEditor, TextEditorRevealType, Uri, ViewColumn, WebviewPanel,
  commands, l10n, window,
} from "vscode";
import { nothingToRedraw } from "./actions";
import { Server } from "./client";
import { Drafts, editorOf } from "./drafts";
import { printPage } from "./print";
import * as wire from "./protocol";
import { furnish, viewWords } from "./webview";

const TYPE = "gaireport.figures";

export class FiguresPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private ready = false;
  /** Whether a draft is being saved for the first time. */
  private saving = false;
  /** The figures that are being written: one after the other, since each is meant for the draft that the last one left. */
  private writing: Promise<void> = Promise.resolve();
  private readonly listeners: Disposable;

  constructor(private readonly context: ExtensionContext, private readonly server: Server, private readonly drafts: Drafts) {
    this.listeners = Disposable.from(
      drafts.onDraft(() => this.send()),
      window.onDidChangeTextEditorSelection(event => {
        if (event.textEditor.document === drafts.draft?.document) {
          this.sendCursor(event.textEditor.selection);
        }
      }),
      window.registerWebviewPanelSerializer(TYPE, {
        deserializeWebviewPanel: panel => Promise.resolve(this.take(panel)),
      }),
    );
  }

  /** Opens the view beside the draft, or brings it to the front, ready for figures to be typed. */
  show(): void {
    if (this.panel) {
      this.panel.reveal(undefined, false);
      this.post({ type: "focus" });
      return;
    }
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: false };
    this.take(window.createWebviewPanel(TYPE, l10n.t("Tables and sums"), place, {}));
  }

  private take(panel: WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.ready = false;
    panel.title = l10n.t("Tables and sums");
    panel.iconPath = Uri.joinPath(this.context.extensionUri, "media", "table.svg");
    panel.webview.onDidReceiveMessage(message => void this.receive(message as wire.FromView));
    panel.onDidDispose(() => {
      if (this.panel === panel) {
        this.panel = undefined;
      }
    });
    furnish(this.context, panel.webview);
  }

  private async receive(message: wire.FromView): Promise<void> {
    const document = this.drafts.draft?.document;
    switch (message.type) {
      case "ready":
        this.ready = true;
        this.post({ type: "words", words: viewWords() });
        this.send();
        if (this.panel?.active) {
          this.post({ type: "focus" });
        }
        break;
      case "reveal":
        await this.reveal(message.range, message.stay);
        break;
      case "set":
        this.writing = this.writing.then(() => this.write(message));
        break;
      case "undo":
      case "redo":
        await this.writing;
        await this.inDraft(message.type);
        break;
      case "save":
        await this.writing;
        await this.save(document);
        break;
      case "left":
        if (this.panel?.active) {
          await this.draftInFront();
        }
        break;
      case "redraw":
        if (document) {
          const table = { uri: document.uri.toString(), report: message.report, table: message.table };
          if (!(await this.server.execute<boolean>(wire.COMMANDS.redraw, table))) {
            nothingToRedraw();
          }
        }
        break;
      case "print":
        await printPage(this.context, message.title, message.html);
        break;
    }
  }

  /** Has the server write a figure into the draft. */
  private async write({ report, cell, text }: Extract<wire.FromView, { type: "set" }>): Promise<void> {
    const document = this.drafts.draft?.document;
    if (!document) {
      return;
    }
    const figure = { uri: document.uri.toString(), report, cell, text };
    const set = () => this.server.execute<wire.FigureSet>(wire.COMMANDS.setFigure, figure);
    let done = await set();
    if (done && !done.applied && done.reason === null) {
      done = await set(); // the draft was changed meanwhile
    }
    if (!done?.applied) {
      this.send();
      this.post({ type: "refused", reason: done?.reason ?? l10n.t("The figure was not written: try again.") });
    }
  }

  /** Has the draft's editor undo or redo, and comes back. */
  private async inDraft(command: "undo" | "redo"): Promise<void> {
    const { panel } = this;
    if (await this.draftInFront()) {
      await commands.executeCommand(command);
      panel?.reveal(undefined, false);
      this.post({ type: "focus" });
    }
  }

  private async save(document: TextDocument | undefined): Promise<void> {
    if (document?.isUntitled) {
      // It becomes another document, which the view goes on with.
      const { panel } = this;
      this.saving = true;
      await this.draftInFront();
      await commands.executeCommand("workbench.action.files.save");
      panel?.reveal(undefined, false);
      this.saving = false;
      this.send();
      this.post({ type: "focus" });
    } else {
      await document?.save();
    }
  }

  /** Goes to a place of the draft; whoever types in the view stays there and sees it. */
  private async reveal(place: wire.Range, stay: boolean): Promise<void> {
    const document = this.drafts.draft?.document;
    const editor = stay ? document && editorOf(document) : await this.draftInFront();
    if (editor) {
      const target = range(place);
      editor.selection = new Selection(target.start, target.end);
      editor.revealRange(target, TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  private async draftInFront(): Promise<TextEditor | undefined> {
    const document = this.drafts.draft?.document;
    return document && window.showTextDocument(document, { viewColumn: editorOf(document)?.viewColumn ?? ViewColumn.One });
  }

  private send(): void {
    if (!this.ready || (this.saving && !this.drafts.draft)) {
      return;
    }
    const draft = this.drafts.draft;
    if (!draft) {
      this.post({ type: "note", text: l10n.t("Open a report to see its tables here.") });
      return;
    }
    const { document, figures } = draft;
    if (figures.version > wire.FIGURES_VERSION) {
      this.post({ type: "note", text: l10n.t("This gaireport-lsp is newer than the extension: update the extension to see the tables.") });
      return;
    }
    const name = document.uri.path.split("/").pop() ?? "";
    this.post({ type: "figures", draft: document.uri.toString(), name, figures, manner: "typing" });
    const editor = editorOf(document);
    if (editor) {
      this.sendCursor(editor.selection);
    }
  }

  private sendCursor(selection: Selection): void {
    const { line, character } = selection.active;
    this.post({ type: "cursor", position: { line, character } });
  }

  private post(message: wire.ToView): void {
    void this.panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.panel?.dispose();
    this.listeners.dispose();
  }
}

function range({ start, end }: wire.Range): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
