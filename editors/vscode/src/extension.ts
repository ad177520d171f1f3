/** Puts the parts together when a draft is opened. */

import { ExtensionContext, l10n, window, workspace } from "vscode";
import { Server, followSettings } from "./client";
import { registerCommands } from "./commands";
import { Drafts } from "./drafts";
import { pages } from "./pages";
import { FiguresPanel } from "./panel";
import { statusItem, untrusted } from "./status";
import { taskProvider } from "./task";

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel(l10n.t("Report check"), { log: true });
  const server = new Server(context, log);
  const drafts = new Drafts(server);
  const panel = new FiguresPanel(context, server, drafts);
  context.subscriptions.push(
    log,
    registerCommands({ context, server, drafts, panel, log }),
    statusItem(server, drafts),
    pages(server),
    taskProvider(server),
    followSettings(server),
    panel,
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
