/** Changes that the server offers for a place, taken without a menu. */

import { CodeAction, CodeActionKind, Command, Range, TextDocument, commands, l10n, window, workspace } from "vscode";
import { FIX_ALL } from "./settings";

const REDRAW = "refactor.rewrite.redraw";

/** The most actions that are worked out at once. */
const MANY = 50;

/** Has the table at a place of the draft drawn in standard form. */
export async function redraw(document: TextDocument, range: Range): Promise<void> {
  if (!(await applyFirst(document, range, REDRAW))) {
    nothingToRedraw();
  }
}

/** Says that a table is as the standard draws it, or that there is none. */
export function nothingToRedraw(): void {
  void window.showInformationMessage(l10n.t("Here is no table to be redrawn: it is in standard form, or the cursor is outside of it."));
}

/** Applies all safe fixes of the draft. */
export async function fixAll(document: TextDocument): Promise<void> {
  if (!(await applyFirst(document, new Range(0, 0, document.lineCount, 0), FIX_ALL))) {
    void window.showInformationMessage(l10n.t("There is nothing that can be put right without a person's word."));
  }
}

/** Applies the first action of a kind; `false` if there is none. */
async function applyFirst(document: TextDocument, range: Range, kind: string): Promise<boolean> {
  const offered = await commands.executeCommand<(CodeAction | Command)[]>(
    "vscode.executeCodeActionProvider", document.uri, range, kind, MANY,
  );
  const wanted = CodeActionKind.Empty.append(kind);
  const action = offered.find((one): one is CodeAction => "kind" in one && one.kind !== undefined && wanted.contains(one.kind));
  if (!action) {
    return false;
  }
  if (action.edit) {
    await workspace.applyEdit(action.edit);
  }
  if (action.command) {
    await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []) as unknown[]);
  }
  return true;
}
