/** The side view 勾稽视图, seen from the editor: what it is given, and what its clicks do. The view draws. */

import { randomBytes } from "node:crypto";
import {
  Disposable, ExtensionContext, Range, Selection, TextEditor, TextEditorRevealType, Uri, ViewColumn, WebviewPanel, l10n, window,
} from "vscode";
import { nothingToRedraw } from "./actions";
import { Server } from "./client";
import { Drafts, editorOf } from "./drafts";
import { printPage } from "./print";
import * as wire from "./protocol";

const TYPE = "gaireport.figures";

export class FiguresPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private ready = false;
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

  /** Opens the view beside the draft, or brings it to the front. */
  show(): void {
    if (this.panel) {
      this.panel.reveal(undefined, true);
      return;
    }
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    this.take(window.createWebviewPanel(TYPE, l10n.t("Tables and sums"), place, {}));
  }

  private take(panel: WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.ready = false;
    panel.title = l10n.t("Tables and sums");
    panel.iconPath = Uri.joinPath(this.context.extensionUri, "media", "table.svg");
    const roots = ["dist", "media"].map(folder => Uri.joinPath(this.context.extensionUri, folder));
    panel.webview.options = { enableScripts: true, localResourceRoots: roots };
    panel.webview.onDidReceiveMessage(message => void this.receive(message as wire.FromView));
    panel.onDidDispose(() => {
      if (this.panel === panel) {
        this.panel = undefined;
      }
    });
    panel.webview.html = this.page(panel);
  }

  private async receive(message: wire.FromView): Promise<void> {
    const document = this.drafts.draft?.document;
    switch (message.type) {
      case "ready":
        this.ready = true;
        this.post({ type: "words", words: words() });
        this.send();
        break;
      case "reveal":
        await this.reveal(message.range);
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

  /** Goes to a place of the draft. */
  private async reveal(place: wire.Range): Promise<void> {
    const editor = await this.draftInFront();
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
    if (!this.ready) {
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
    this.post({ type: "figures", draft: document.uri.toString(), name, figures });
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

  /** The page into which the view draws. Nothing may be loaded or run but its own script and style. */
  private page({ webview }: WebviewPanel): string {
    const nonce = randomBytes(16).toString("base64");
    const file = (...path: string[]) => webview.asWebviewUri(Uri.joinPath(this.context.extensionUri, ...path)).toString();
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file("media", "view.css")}">
</head>
<body>
<script nonce="${nonce}" src="${file("dist", "view.js")}"></script>
</body>
</html>`;
  }

  dispose(): void {
    this.panel?.dispose();
    this.listeners.dispose();
  }
}

function range({ start, end }: wire.Range): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

function words(): wire.Words {
  return {
    language: l10n.bundle ? "zh-CN" : "en",
    tables: l10n.t("Tables and sums"),
    print: l10n.t("Print…"),
    redraw: l10n.t("Redraw in standard form"),
    missing: l10n.t("The draft does not have this table"),
    shouldBe: l10n.t("should be {0}"),
    wrong: l10n.t("does not hold"),
    suspect: l10n.t("may be the wrong one"),
    held: l10n.t("holds"),
    open: l10n.t("cannot be told yet"),
    keys: l10n.t("Arrow keys move between cells, Enter goes to the draft, Escape closes the explanation."),
  };
}
