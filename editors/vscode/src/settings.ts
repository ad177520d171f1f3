/** What a person has set, as the server takes it. */

import { ConfigurationTarget, Uri, workspace } from "vscode";

/** Settings of this side only. */
const OWN = ["server", "trace"];

type Values = { [key: string]: unknown };

/**
 * The settings that somebody has made for a folder. Defaults are left out: the server has its own, and it may be
 * another version, which knows other rules.
 */
export function explicit(scope: Uri | undefined, manifest: object): Values {
  const configuration = workspace.getConfiguration("gaireport", scope ?? null);
  const values: Values = {};
  for (const key of keys(manifest)) {
    const found = configuration.inspect(key);
    const value = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
    const meansNothing = value === undefined || value === "" || (key === "language" && value === "auto");
    if (!meansNothing && !OWN.includes(key.split(".")[0] ?? "")) {
      put(values, key.split("."), value);
    }
  }
  return values;
}

/** Every setting of the manifest, without the name of the section. */
function keys(manifest: object): string[] {
  const { contributes } = manifest as { contributes: { configuration: { properties: object }[] } };
  const all = contributes.configuration.flatMap(section => Object.keys(section.properties));
  return all.map(key => key.replace(/^gaireport\./, ""));
}

function put(values: Values, path: string[], value: unknown): void {
  const [first, ...rest] = path;
  if (first === undefined) {
    return;
  }
  if (rest.length === 0) {
    values[first] = value;
    return;
  }
  const inner = (values[first] ??= {}) as Values;
  put(inner, rest, value);
}

/** The kind of action that applies all safe fixes. */
export const FIX_ALL = "source.fixAll.gaireport";

/** Has all safe fixes applied when a file is saved, or no longer; says which. */
export async function toggleFixOnSave(): Promise<boolean> {
  const configuration = workspace.getConfiguration("editor");
  const before = configuration.inspect<Values>("codeActionsOnSave")?.globalValue ?? {};
  const on = before[FIX_ALL] === true || before[FIX_ALL] === "explicit" || before[FIX_ALL] === "always";
  // `true` is understood by old versions and new.
  await configuration.update("codeActionsOnSave", { ...before, [FIX_ALL]: !on }, ConfigurationTarget.Global);
  return !on;
}
