/** Files of offices (Word, WPS, PDF, OFD), shown as the side view shows a draft. Nothing is ever written into them. */

import {
  CustomDocument, CustomReadonlyEditorProvider, Disposable, ExtensionContext, Uri, WebviewPanel, commands, l10n, window, workspace,
} from "vscode";
import { Server } from "./client";
import { printPage } from "./print";
import { FIGURES, Figures, FromView, ToView } from "./protocol";
import { furnish, viewWords } from "./webview";

/** One kind opens by a click; files that other extensions often show are opened by the menu. */
const TYPES = ["gaireport.document", "gaireport.paper"];

export function viewers(context: ExtensionContext, server: Server): Disposable {
  const viewer = new Viewer(context, server);
  const options = { webviewOptions: { retainContextWhenHidden: false }, supportsMultipleEditorsPerDocument: true };
  return Disposable.from(
    ...TYPES.map(type => window.registerCustomEditorProvider(type, viewer, options)),
    commands.registerCommand("gaireport.checkFile", (uri?: Uri) => checkFile(uri)),
  );
}

/** Shows a file, the one of the active tab where none is named. */
async function checkFile(uri: Uri | undefined): Promise<void> {
  const active = window.tabGroups.activeTabGroup.activeTab?.input as { uri?: Uri } | undefined;
  const file = uri ?? active?.uri;
  if (file) {
    const type = /\.(pdf|ofd)$/i.test(file.path) ? "gaireport.paper" : "gaireport.document";
    await commands.executeCommand("vscode.openWith", file, type);
  }
}

class Viewer implements CustomReadonlyEditorProvider {
  constructor(private readonly context: ExtensionContext, private readonly server: Server) {}

  openCustomDocument(uri: Uri): CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): void {
    const post = (message: ToView) => void panel.webview.postMessage(message);
    let ready = false;
    const send = async () => {
      if (ready) {
        post(await this.shown(uri));
      }
    };
    const watcher = workspace.createFileSystemWatcher(uri.fsPath);
    const listeners = Disposable.from(
      watcher,
      watcher.onDidChange(send),
      watcher.onDidCreate(send),
      this.server.onState(send),
      workspace.onDidChangeConfiguration(event => event.affectsConfiguration("gaireport") && send()),
      panel.webview.onDidReceiveMessage(async (message: FromView) => {
        if (message.type === "ready") {
          ready = true;
          post({ type: "words", words: viewWords() });
          await send();
        } else if (message.type === "print") {
          await printPage(this.context, message.title, message.html);
        }
      }),
    );
    panel.onDidDispose(() => listeners.dispose());
    furnish(this.context, panel.webview);
  }

  /** The tables of a file, or why there are none. */
  private async shown(uri: Uri): Promise<ToView> {
    const { state } = this.server;
    if (state.kind === "failed") {
      return { type: "note", text: state.sentence };
    }
    const figures = await this.server.request<Figures>(FIGURES, { uri: uri.toString() });
    if (!figures && state.kind !== "running") {
      return { type: "note", text: l10n.t("Reading the file…") };
    }
    if (!figures || figures.reports.length === 0) {
      return { type: "note", text: figures?.problem ?? l10n.t("This file is no annual report on government information disclosure.") };
    }
    return { type: "figures", draft: uri.toString(), name: uri.path.split("/").pop() ?? "", figures, manner: "reading" };
  }
}
