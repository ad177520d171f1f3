/** The command that begins a report: asks for organ, year, form and last year's file, opens the draft that the server writes. */

import { ExtensionContext, QuickPickItem, Uri, l10n, window, workspace } from "vscode";
import { Server } from "./client";
import { Folder } from "./folder";
import { FiguresPanel } from "./panel";
import { COMMANDS, NewReport } from "./protocol";

/** Where the organ is remembered, so that next year it stands there already. */
const ORGAN = "organization";

interface Form extends QuickPickItem {
  ending: "txt" | "html" | "md";
  language: string;
}

interface Earlier extends QuickPickItem {
  uri?: string;
  other?: boolean;
}

export async function newReport(context: ExtensionContext, server: Server, folder: Folder, panel: FiguresPanel): Promise<void> {
  if (server.state.kind === "failed") {
    void window.showErrorMessage(server.state.sentence);
    return;
  }
  const organization = await askOrgan(context, folder);
  const year = organization && (await askYear());
  const form = year && (await askForm(folder));
  const previous = form && (await askEarlier(folder, Number(year)));
  if (!previous) {
    return;
  }
  await context.globalState.update(ORGAN, organization.trim());
  const asked = { organization: organization.trim(), year: Number(year), kind: form.ending, previous: previous.uri };
  const report = await server.execute<NewReport>(COMMANDS.newReport, asked);
  if (!report) {
    void window.showErrorMessage(l10n.t("There is no national format for reports about {0}", year.trim()));
    return;
  }
  if (report.problem) {
    void window.showWarningMessage(l10n.t("Nothing was taken over from last year's file: {0}", report.problem));
  }
  await open(report, form.language);
  panel.show();
}

function askOrgan(context: ExtensionContext, folder: Folder): Thenable<string | undefined> {
  const known = folder.reports.find(report => report.organization)?.organization ?? "";
  return window.showInputBox({
    title: l10n.t("New report"),
    prompt: l10n.t("Full name of the organ"),
    value: context.globalState.get<string>(ORGAN) ?? known,
    ignoreFocusOut: true,
    validateInput: text => (text.trim() ? undefined : l10n.t("The name stands in the title of the report")),
  });
}

function askYear(): Thenable<string | undefined> {
  const last = new Date().getFullYear() - 1;
  return window.showInputBox({
    title: l10n.t("New report"),
    prompt: l10n.t("The year that the report is about"),
    value: String(last),
    ignoreFocusOut: true,
    validateInput: text => (/^\s*\d{4}\s*$/.test(text) ? undefined : l10n.t("Four digits, for example {0}", last)),
  });
}

/** Markdown is offered to those who have reports in it: others do not know it. */
function askForm(folder: Folder): Thenable<Form | undefined> {
  const forms: Form[] = [
    { label: l10n.t("Plain text (recommended)"), detail: l10n.t("Words are written here, figures typed into the tables beside them."), ending: "txt", language: "plaintext" },
    { label: l10n.t("Web page"), detail: l10n.t("For browsers; WPS and Word open it too."), ending: "html", language: "html" },
  ];
  if (folder.reports.some(({ uri }) => /\.(md|markdown)$/i.test(uri))) {
    forms.push({ label: "Markdown", detail: l10n.t("As other reports of this folder."), ending: "md", language: "markdown" });
  }
  return window.showQuickPick(forms, { title: l10n.t("New report"), placeHolder: l10n.t("The form of the draft"), ignoreFocusOut: true });
}

/** Asks for the report of the year before; those of the folder come first. */
async function askEarlier(folder: Folder, year: number): Promise<Earlier | undefined> {
  const reports = (await folder.ask()).filter(report => report.year === year - 1);
  const name = (uri: string) => workspace.asRelativePath(Uri.parse(uri));
  const none: Earlier = { label: l10n.t("No: leave every figure blank") };
  const other: Earlier = { label: l10n.t("Another file…"), other: true };
  const files = reports.map(({ uri, organization }): Earlier => ({ label: name(uri), description: organization ?? "", uri }));
  const picked = await window.showQuickPick([...files, none, other], {
    title: l10n.t("New report"),
    placeHolder: l10n.t("Take over what was carried forward from last year's report?"),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked?.other) {
    return picked;
  }
  const chosen = await window.showOpenDialog({ title: l10n.t("Last year's report") });
  return chosen?.[0] && { label: "", uri: chosen[0].toString() };
}

/** Opens the draft as a file of the folder; without a folder, or if the name is taken, as a text that has no name yet. A text
 * that is saved later under a name of its own would lose its steps: undoing would empty it. */
async function open({ text, file }: NewReport, language: string): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const place = folder && Uri.joinPath(folder, file);
  const free = place && !(await workspace.fs.stat(place).then(() => true, () => false));
  if (free) {
    await workspace.fs.writeFile(place, new TextEncoder().encode(text));
  }
  const document = await (free ? workspace.openTextDocument(place) : workspace.openTextDocument({ language, content: text }));
  await window.showTextDocument(document, { preview: false });
}
