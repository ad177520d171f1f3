/** The page into which tables are drawn, beside a draft and for a file: what may run in it, and its words. */

import { randomBytes } from "node:crypto";
import { ExtensionContext, Uri, Webview, l10n } from "vscode";
import { Words } from "./protocol";

/** Puts the page into a view. Nothing may be loaded or run but its own script and style. */
export function furnish(context: ExtensionContext, webview: Webview): void {
  const roots = ["dist", "media"].map(folder => Uri.joinPath(context.extensionUri, folder));
  webview.options = { enableScripts: true, localResourceRoots: roots };
  const nonce = randomBytes(16).toString("base64");
  const file = (...path: string[]) => webview.asWebviewUri(Uri.joinPath(context.extensionUri, ...path)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  webview.html = `<!DOCTYPE html>
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

export function viewWords(): Words {
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
    typing: l10n.t("Type figures into the cells: Tab and Enter go on, Enter takes over a grey sum, Ctrl+Enter goes to the draft."),
    nothing: l10n.t("Nothing found"),
  };
}
