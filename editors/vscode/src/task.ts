/** The task that checks a whole folder with the command line. */

import {
  Disposable, ProcessExecution, Task, TaskDefinition, TaskGroup, WorkspaceFolder, env, l10n, tasks, workspace,
} from "vscode";
import { Server } from "./client";

const TYPE = "gaireport";

interface Definition extends TaskDefinition {
  /** File or folder to be checked, relative to the workspace folder; the whole folder if there is none. */
  path?: string;
}

export function taskProvider(server: Server): Disposable {
  return tasks.registerTaskProvider(TYPE, {
    provideTasks: () => (workspace.workspaceFolders ?? []).flatMap(folder => task(server, { type: TYPE }, folder) ?? []),
    resolveTask: ({ definition, scope }) => {
      const folder = typeof scope === "object" ? scope : workspace.workspaceFolders?.[0];
      return folder && task(server, definition as Definition, folder);
    },
  });
}

function task(server: Server, definition: Definition, folder: WorkspaceFolder): Task | undefined {
  const { state } = server;
  if (state.kind !== "running") {
    return undefined;
  }
  const language = env.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
  const options = ["--check", "--color", "never", "--lang", language, "--", definition.path ?? "."];
  const execution = new ProcessExecution(state.server.path, options, { cwd: folder.uri.fsPath });
  // No problem matcher: the server lists the same findings already. Tasks of a person's own can name
  // `$gaireport-error`, `$gaireport-warning` and `$gaireport-info`: the editor knows levels by their English words only.
  const made = new Task(definition, folder, l10n.t("Check all reports"), TYPE, execution, []);
  made.group = TaskGroup.Test;
  return made;
}
