/** Pages of rules and notices, opened from a finding or a citation. The server writes them. */

import { Disposable, EventEmitter, TextEditor, Uri, commands, l10n, languages, window, workspace } from "vscode";
import { Server } from "./client";
import { PAGE, Page } from "./protocol";

const SCHEME = "gaireport";

export function pages(server: Server): Disposable {
  const changed = new EventEmitter<Uri>();
  const provider = {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri: Uri) =>
      (await server.request<Page>(PAGE, { uri: uri.toString(true) }))?.text ?? l10n.t("There is no such page."),
  };
  return Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(SCHEME, provider),
    window.onDidChangeVisibleTextEditors(editors =>
      editors.filter(editor => editor.document.uri.scheme === SCHEME).forEach(editor => void preview(editor))),
  );
}

/** Shows the page as it is to be read in place of its source. */
async function preview(editor: TextEditor): Promise<void> {
  const { uri } = editor.document;
  await languages.setTextDocumentLanguage(editor.document, "markdown");
  const tabs = window.tabGroups.all.flatMap(group => group.tabs);
  const source = tabs.find(tab => (tab.input as { uri?: Uri } | undefined)?.uri?.toString() === uri.toString());
  await commands.executeCommand("markdown.showPreview", uri);
  if (source) {
    await window.tabGroups.close(source, true);
  }
}
