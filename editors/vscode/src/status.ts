/** The item in the status bar: how the draft stands, or the reports of the folder, and the door to everything else. */

import {
  Diagnostic, DiagnosticSeverity, Disposable, StatusBarAlignment, StatusBarItem, ThemeColor, languages, l10n, window, workspace,
} from "vscode";
import { Server } from "./client";
import { Drafts } from "./drafts";
import { Folder } from "./folder";

export function statusItem(server: Server, drafts: Drafts, folder: Folder): Disposable {
  const item = window.createStatusBarItem("gaireport.status", StatusBarAlignment.Left, 10);
  item.name = l10n.t("Report check");
  item.command = "gaireport.menu";
  const draw = () => {
    item.backgroundColor = undefined;
    const { state } = server;
    if (state.kind === "failed") {
      item.text = `$(error) ${l10n.t("Reports are not checked")}`;
      item.tooltip = state.sentence;
      item.backgroundColor = new ThemeColor("statusBarItem.errorBackground");
      item.show();
      return;
    }
    const draft = drafts.draft;
    const active = window.activeTextEditor?.document;
    // No editor is active while the side view is.
    if (draft && (active === undefined || active === draft.document)) {
      drawCounts(item, languages.getDiagnostics(draft.document.uri));
      item.show();
    } else if (folder.reports.length > 0) {
      drawCounts(item, languages.getDiagnostics().flatMap(([, found]) => found));
      item.show();
    } else {
      item.hide();
    }
  };
  draw();
  return Disposable.from(
    item,
    server.onState(draw),
    drafts.onDraft(draw),
    folder.onReports(draw),
    languages.onDidChangeDiagnostics(draw),
    window.onDidChangeActiveTextEditor(draw),
    workspace.onDidGrantWorkspaceTrust(draw),
  );
}

function drawCounts(item: StatusBarItem, found: Diagnostic[]): void {
  const own = found.filter(diagnostic => diagnostic.source === "gaireport");
  const count = (severity: DiagnosticSeverity) => own.filter(diagnostic => diagnostic.severity === severity).length;
  const errors = count(DiagnosticSeverity.Error);
  const warnings = count(DiagnosticSeverity.Warning);
  const rest = own.length - errors - warnings;
  const words = l10n.t("Report: {0} errors, {1} warnings, {2} notes", errors, warnings, rest);
  item.text = own.length > 0 ? `$(table) ${words}` : `$(check) ${l10n.t("Report: nothing found")}`;
  item.tooltip = workspace.isTrusted ? l10n.t("Click for what can be done with this report") : untrusted();
  item.accessibilityInformation = { label: words, role: "button" };
}

/** What a person should know in a folder that is not trusted. */
export function untrusted(): string {
  return l10n.t("This folder is not trusted: reports are checked, but not with a program that it names");
}
