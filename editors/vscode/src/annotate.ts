/** The answer in Word: a copy of a report with a comment on each finding, and what concerns form as tracked changes. */

import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { Disposable, Uri, commands, env, l10n, window, workspace } from "vscode";
import { Server } from "./client";

/** How long the program may take for a file, in milliseconds. */
const PATIENCE = 60_000;

export function annotations(server: Server): Disposable {
  return commands.registerCommand("gaireport.annotate", (uri?: Uri) => annotate(server, uri));
}

/** Writes the copy of a file, the one of the active tab where none is named, where the person says. */
async function annotate(server: Server, uri: Uri | undefined): Promise<void> {
  const active = window.tabGroups.activeTabGroup.activeTab?.input as { uri?: Uri } | undefined;
  const file = uri ?? active?.uri;
  if (file?.scheme !== "file" || server.state.kind !== "running") {
    void window.showInformationMessage(l10n.t("Save the report as a file first."));
    return;
  }
  // What is checked is the file: changes that are still in the editor would be missing in the copy.
  await workspace.textDocuments.find(document => document.uri.toString() === file.toString() && document.isDirty)?.save();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "gaireport-"));
  try {
    const complaint = await run(server.state.server.path, ["--check", "--annotate", folder, "--tracked", "--fail-on", "never", "--quiet", ...speech(), "--", file.fsPath]);
    const [copy] = await fs.readdir(folder);
    if (complaint) {
      void window.showErrorMessage(complaint);
    } else if (copy) {
      await keep(path.join(folder, copy), file);
    } else {
      void window.showInformationMessage(l10n.t("Nothing was found in this file: there is nothing to comment on."));
    }
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Puts the copy where the person wants it; what is there is replaced only if they say so. */
async function keep(copy: string, file: Uri): Promise<void> {
  const { dir, name } = path.parse(file.fsPath);
  const proposed = Uri.file(path.join(dir, `${name}-${l10n.t("commented")}${path.extname(copy)}`));
  const target = await window.showSaveDialog({ defaultUri: proposed, title: l10n.t("Save the commented copy") });
  if (!target) {
    return;
  }
  await fs.copyFile(copy, target.fsPath);
  const open = l10n.t("Open it");
  const said = l10n.t("The commented copy is saved: {0}", path.basename(target.fsPath));
  if ((await window.showInformationMessage(said, open)) === open) {
    await env.openExternal(target);
  }
}

/** The language of the comments: the one in which the server speaks. */
function speech(): string[] {
  const set = workspace.getConfiguration("gaireport").get<string>("language", "auto");
  return ["--lang", set === "en" || (set !== "zh-CN" && !env.language.startsWith("zh")) ? "en" : "zh-CN"];
}

/** Runs the program; gives what it complains of where it could not do what was asked. */
function run(program: string, words: string[]): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile(program, words, { timeout: PATIENCE }, (error, _output, complaints) => {
      resolve(error ? complaints.trim() || error.message : undefined);
    });
  });
}
