/** Where the server is, and whether it is one. */

import { ExecFileException, execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ExtensionContext, l10n, workspace } from "vscode";

const NAME = process.platform === "win32" ? "gaireport-lsp.exe" : "gaireport-lsp";

/** How long the program may take to say its version. */
const PATIENCE = 10_000;

/** A server that answered. */
export interface Found {
  path: string;
  origin: "setting" | "bundled" | "path";
  version: string;
}

/** Why there is no server, in one sentence that a person reads. */
export class NoServer extends Error {}

/** Finds the server: the setting, else the one that came with the extension, else the one installed on this machine. */
export async function findServer(context: ExtensionContext): Promise<Found> {
  const setting = workspace.getConfiguration("gaireport").get<string>("server.path", "").trim();
  if (setting) {
    const program = expand(setting);
    if (!path.isAbsolute(program)) {
      // It would be looked for in whatever folder is open, which may come from anybody.
      throw new NoServer(l10n.t("The setting gaireport.server.path must be a path from the root or from ~: {0}", program));
    }
    if (!isFile(program)) {
      throw new NoServer(l10n.t("The program named by the setting gaireport.server.path does not exist: {0}", program));
    }
    return { path: program, origin: "setting", version: await version(program) };
  }
  const bundled = context.asAbsolutePath(path.join("bin", NAME));
  if (isFile(bundled)) {
    return { path: bundled, origin: "bundled", version: await version(bundled) };
  }
  const installed = folders().map(folder => path.join(folder, NAME)).find(isFile);
  if (installed) {
    return { path: installed, origin: "path", version: await version(installed) };
  }
  throw new NoServer(
    l10n.t("gaireport-lsp was not found: install the extension package made for this system, or write where the program is into the setting gaireport.server.path"),
  );
}

/** Folders that hold installed programs. A desktop does not always know the folder into which `cargo install` puts them. */
function folders(): string[] {
  const listed = (process.env["PATH"] ?? "").split(path.delimiter).filter(folder => path.isAbsolute(folder));
  return [...listed, path.join(os.homedir(), ".cargo", "bin")];
}

/** The path in a setting, written out where it begins with the home folder. */
function expand(setting: string): string {
  if (setting.startsWith("~/") || setting.startsWith("~\\")) {
    return path.join(os.homedir(), setting.slice(2));
  }
  return setting;
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Asks the program who it is. */
function version(program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, ["--version"], { timeout: PATIENCE, windowsHide: true }, (error, stdout) => {
      const said = /^gaireport-lsp (\S+)/.exec(stdout);
      if (said?.[1]) {
        resolve(said[1]);
      } else if (error) {
        reject(new NoServer(l10n.t("{0} cannot be run: {1}", program, reason(error))));
      } else {
        reject(new NoServer(l10n.t("{0} is not gaireport-lsp", program)));
      }
    });
  });
}

function reason(error: ExecFileException): string {
  switch (error.code) {
    case "EACCES":
      return l10n.t("it is not executable");
    case "ENOEXEC":
    case "UNKNOWN":
      return l10n.t("it is damaged or made for another system");
    default:
      if (error.killed) {
        return l10n.t("it did not answer");
      }
      return typeof error.code === "number"
        ? l10n.t("it ended with code {0}", error.code)
        : String(error.code ?? error.signal ?? error.message);
  }
}
