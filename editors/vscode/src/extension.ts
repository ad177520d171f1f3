/** Puts the parts together when a draft is opened, or a folder in which reports may lie. */

import { ExtensionContext, l10n, window, workspace } from "vscode";
import { Server, followSettings } from "./client";
import { registerCommands } from "./commands";
import { Drafts } from "./drafts";
import { Folder } from "./folder";
import { pages } from "./pages";
import { FiguresPanel } from "./panel";
import { statusItem, untrusted } from "./status";
import { taskProvider } from "./task";
import { viewers } from "./viewer";
import { annotations } from "./annotate";

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel(l10n.t("Report check"), { log: true });
  const server = new Server(context, log);
  const drafts = new Drafts(server);
  const folder = new Folder(server);
  const panel = new FiguresPanel(context, server, drafts);
  context.subscriptions.push(
    log,
    registerCommands({ context, server, drafts, folder, panel, log }),
    statusItem(server, drafts, folder),
    viewers(context, server),
    annotations(server),
    pages(server),
    taskProvider(server),
    followSettings(server),
    panel,
    folder,
    drafts,
    server,
  );
  if (!workspace.isTrusted) {
    log.warn(untrusted());
    void window.showInformationMessage(untrusted());
  }
  // The editor does not wait for the server.
  void server.start();
}
