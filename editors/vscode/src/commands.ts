/** What a person can have done. */

import {
  Disposable, ExtensionContext, LogOutputChannel, QuickPickItem, commands, env, l10n, version as editorVersion, window,
  workspace,
} from "vscode";
import { fixAll, redraw } from "./actions";
import { Server } from "./client";
import { Drafts, editorOf } from "./drafts";
import { Folder } from "./folder";
import { newReport } from "./newreport";
import { FiguresPanel } from "./panel";
import { COMMANDS } from "./protocol";
import { explicit, toggleFixOnSave } from "./settings";

interface Parts {
  context: ExtensionContext;
  server: Server;
  drafts: Drafts;
  folder: Folder;
  panel: FiguresPanel;
  log: LogOutputChannel;
}

export function registerCommands(parts: Parts): Disposable {
  const { context, server, drafts, folder, panel, log } = parts;
  const doers: { [command: string]: () => unknown } = {
    newReport: () => newReport(context, server, folder, panel),
    showFigures: () => panel.show(),
    checkWorkspace: () => checkWorkspace(server),
    redrawTable: () => redrawAtCursor(drafts),
    fixAll: () => fixDraft(drafts),
    fixOnSave,
    restart: () => server.restart(),
    showLog: () => log.show(),
    copyDebugInfo: () => copyDebugInfo(context, server),
    walkthrough: () => commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false),
    menu: () => menu(drafts),
  };
  const register = ([name, doer]: [string, () => unknown]) => commands.registerCommand(`gaireport.${name}`, doer);
  return Disposable.from(...Object.entries(doers).map(register));
}

/** Goes through all drafts of the open folders, and shows what was found. */
async function checkWorkspace(server: Server): Promise<void> {
  if (!workspace.workspaceFolders?.length) {
    void window.showInformationMessage(l10n.t("Open the folder with the reports first."));
    return;
  }
  if (server.state.kind === "running") {
    await server.execute(COMMANDS.checkWorkspace, {});
    await commands.executeCommand("workbench.actions.view.problems");
  }
}

async function redrawAtCursor(drafts: Drafts): Promise<void> {
  const document = drafts.draft?.document;
  const editor = document && editorOf(document);
  if (editor) {
    await redraw(editor.document, editor.selection);
  }
}

async function fixDraft(drafts: Drafts): Promise<void> {
  if (drafts.draft) {
    await fixAll(drafts.draft.document);
  } else {
    void window.showInformationMessage(l10n.t("Open the draft of a report first."));
  }
}

async function fixOnSave(): Promise<void> {
  const on = await toggleFixOnSave();
  void window.showInformationMessage(
    on
      ? l10n.t("From now on the form of a report is put right whenever it is saved. Figures are never changed.")
      : l10n.t("Reports are saved as they are from now on."),
  );
}

/** Everything that concerns the draft, for people who know no command palette. */
async function menu(drafts: Drafts): Promise<void> {
  const entry = (icon: string, label: string, command: string): QuickPickItem & { command: string } => ({ label: `$(${icon}) ${label}`, command });
  const first = [
    entry("new-file", l10n.t("New report"), "gaireport.newReport"),
    entry("checklist", l10n.t("Check all reports of the folder"), "gaireport.checkWorkspace"),
    entry("table", l10n.t("Tables and sums beside the draft"), "gaireport.showFigures"),
    entry("wand", l10n.t("Put right what concerns form only"), "gaireport.fixAll"),
  ];
  const ofDraft = [
    entry("warning", l10n.t("Show all findings"), "workbench.actions.view.problems"),
    entry("edit", l10n.t("Redraw the table at the cursor in standard form"), "gaireport.redrawTable"),
  ];
  const always = [
    entry("save", l10n.t("Put the form right whenever a report is saved: on or off"), "gaireport.fixOnSave"),
    entry("book", l10n.t("How to use it"), "gaireport.walkthrough"),
    entry("debug-restart", l10n.t("Start the check anew"), "gaireport.restart"),
    entry("output", l10n.t("Show log"), "gaireport.showLog"),
  ];
  const picked = await window.showQuickPick([...first, ...(drafts.draft ? ofDraft : []), ...always], { title: l10n.t("Report check") });
  if (picked) {
    await commands.executeCommand(picked.command);
  }
}

/** What somebody who is asked for help wants to know; nothing of any draft is in it. */
async function copyDebugInfo(context: ExtensionContext, server: Server): Promise<void> {
  const manifest = context.extension.packageJSON as { version: string };
  const information = {
    extension: manifest.version,
    editor: `${env.appName} ${editorVersion}`,
    system: `${process.platform} ${process.arch}`,
    language: env.language,
    remote: env.remoteName ?? null,
    trusted: workspace.isTrusted,
    folders: workspace.workspaceFolders?.length ?? 0,
    server: server.state,
    settings: explicit(undefined, manifest),
  };
  await env.clipboard.writeText(JSON.stringify(information, undefined, 2));
  void window.showInformationMessage(l10n.t("Information for those who help is in the clipboard: paste it into your message."));
}
