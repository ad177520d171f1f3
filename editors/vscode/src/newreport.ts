/** The command that begins a report: asks for organ and year, opens the draft that the server writes. */

import { ExtensionContext, Uri, l10n, window, workspace } from "vscode";
import { Server } from "./client";
import { COMMANDS, NewReport } from "./protocol";

/** Where the organ is remembered, so that next year it stands there already. */
const ORGAN = "organization";

export async function newReport(context: ExtensionContext, server: Server): Promise<void> {
  if (server.state.kind === "failed") {
    void window.showErrorMessage(server.state.sentence);
    return;
  }
  const title = l10n.t("New report");
  const organization = await window.showInputBox({
    title,
    prompt: l10n.t("Full name of the organ"),
    value: context.globalState.get<string>(ORGAN, ""),
    ignoreFocusOut: true,
    validateInput: text => (text.trim() ? undefined : l10n.t("The name stands in the title of the report")),
  });
  if (!organization) {
    return;
  }
  const year = await window.showInputBox({
    title,
    prompt: l10n.t("The year that the report is about"),
    value: String(new Date().getFullYear() - 1),
    ignoreFocusOut: true,
    validateInput: text => (/^\s*\d{4}\s*$/.test(text) ? undefined : l10n.t("Four digits, for example {0}", new Date().getFullYear() - 1)),
  });
  if (!year) {
    return;
  }
  await context.globalState.update(ORGAN, organization.trim());
  const asked = { organization: organization.trim(), year: Number(year), kind: "md" };
  const report = await server.execute<NewReport>(COMMANDS.newReport, asked);
  if (report) {
    await open(report);
  } else {
    void window.showErrorMessage(l10n.t("There is no national format for reports about {0}", year.trim()));
  }
}

/** Opens the draft under its name in the folder, not yet saved; without a folder, or if the name is taken, without a name. */
async function open({ text, file }: NewReport): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const place = folder && Uri.joinPath(folder, file);
  const taken = !place || (await workspace.fs.stat(place).then(() => true, () => false));
  const document = taken
    ? await workspace.openTextDocument({ language: "markdown", content: text })
    : await workspace.openTextDocument(place.with({ scheme: "untitled" }));
  const editor = await window.showTextDocument(document);
  if (!taken && document.getText() === "") {
    await editor.edit(builder => builder.insert(editor.selection.start, text));
  }
}
