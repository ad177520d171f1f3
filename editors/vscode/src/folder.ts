/** The reports of the open folders, in files of every kind: whether there are any, and which. */

import { Disposable, EventEmitter, workspace } from "vscode";
import { Server } from "./client";
import { REPORTS, Reports } from "./protocol";

/** Waits this long after files came or went, in milliseconds, so that many of them ask once. */
const REST = 1_000;

export class Folder implements Disposable {
  private known: Reports["reports"] = [];
  private timer: NodeJS.Timeout | undefined;
  private readonly changed = new EventEmitter<void>();
  private readonly listeners: Disposable;
  /** Tells when reports came or went. */
  readonly onReports = this.changed.event;

  constructor(private readonly server: Server) {
    const watcher = workspace.createFileSystemWatcher("**/*.{md,markdown,txt,html,htm,docx,docm,doc,wps,odt,pdf,ofd}", false, true, false);
    const later = () => this.later();
    this.listeners = Disposable.from(
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidDelete(later),
      workspace.onDidChangeWorkspaceFolders(later),
      server.onState(state => state.kind === "running" && later()),
    );
  }

  /** The reports that were there when it was asked last. */
  get reports(): Reports["reports"] {
    return this.known;
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), REST);
  }

  /** Has the server look, and gives what it finds. */
  async ask(): Promise<Reports["reports"]> {
    const answer = await this.server.request<Reports>(REPORTS, {});
    if (answer) {
      this.known = answer.reports;
      this.changed.fire();
    }
    return this.known;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.dispose();
    this.changed.dispose();
  }
}
