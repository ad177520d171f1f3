/** The side view on paper: a page that stands alone, opened where it can be printed. */

import { mkdtemp } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { ExtensionContext, UIKind, Uri, env, l10n, window, workspace } from "vscode";

/** Writes the drawn tables into a page of their own and opens it; where there is no browser beside the editor, saves it. */
export async function printPage(context: ExtensionContext, title: string, html: string): Promise<void> {
  const style = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, "media", "view.css"));
  const page = standalone(title, html, new TextDecoder().decode(style));
  const name = `${title.replace(/[\\/:*?"<>|\s]+/g, " ").trim() || "gaireport"}.html`;
  if (env.uiKind === UIKind.Desktop && env.remoteName === undefined) {
    // A folder that only this user can look into: a draft is not yet for everybody on the machine.
    const own = await mkdtemp(path.join(os.tmpdir(), "gaireport-"));
    const file = Uri.file(path.join(own, name));
    await workspace.fs.writeFile(file, new TextEncoder().encode(page));
    await env.openExternal(file);
    return;
  }
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(os.homedir());
  const file = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, name),
    filters: { HTML: ["html"] },
    title: l10n.t("Save the page to be printed"),
  });
  if (file) {
    await workspace.fs.writeFile(file, new TextEncoder().encode(page));
  }
}

/** The mark of its maker tells the server that it is no draft, should it be saved among drafts. `html` was made by the view out of text nodes; the policy forbids all the same whatever might be in it. */
function standalone(title: string, html: string, style: string): string {
  const escaped = title.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="generator" content="gaireport">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped}</title>
<style>${style}</style>
</head>
<body class="paper">
${html}
</body>
</html>
`;
}
