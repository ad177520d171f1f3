/** The running server: begun, ended, begun again when it fails, and asked. */

import {
  Disposable, EventEmitter, ExtensionContext, LogOutputChannel, Uri, commands, l10n, window, workspace,
} from "vscode";
import type { ConfigurationParams } from "vscode-languageclient/node";
import type { Connection } from "./connection";
import { EXECUTE } from "./protocol";
import { Found, NoServer, findServer } from "./server";
import { explicit } from "./settings";

/** How long to wait, in milliseconds, before the server is begun again; after the last it stays down. */
const PAUSES = [0, 1_000, 4_000, 15_000];

/** Failures longer ago than this, in milliseconds, are forgotten. */
const MEMORY = 180_000;

export type State =
  | { kind: "starting" }
  | { kind: "running"; server: Found }
  | { kind: "failed"; sentence: string };

export class Server implements Disposable {
  private connection: Connection | undefined;
  private current: State = { kind: "starting" };
  private failures: number[] = [];
  private pause: NodeJS.Timeout | undefined;
  private readonly changed = new EventEmitter<State>();
  /** Tells of every change of the state. */
  readonly onState = this.changed.event;

  constructor(private readonly context: ExtensionContext, private readonly log: LogOutputChannel) {}

  get state(): State {
    return this.current;
  }

  /** Begins; what goes wrong is said to the person, never thrown. */
  async start(): Promise<void> {
    this.become({ kind: "starting" });
    try {
      const server = await findServer(this.context);
      this.log.info(`${server.path} ${server.version} (${server.origin})`);
      // The library for the protocol is ten times as large as everything else: the editor does not wait for it.
      const { Connection } = await import("./connection");
      const connection = new Connection(server.path, this.log, {
        closed: () => this.failed(connection),
        configuration: params => this.configuration(params),
      });
      this.connection = connection;
      await connection.start();
      if (this.connection === connection) {
        this.become({ kind: "running", server });
      }
    } catch (error) {
      if (error instanceof NoServer) {
        this.fail(error.message);
      } else {
        this.log.error(String(error));
        this.failed(this.connection);
      }
    }
  }

  /** Ends it if it runs, and begins anew with a clean slate. */
  async restart(): Promise<void> {
    this.failures = [];
    await this.stop();
    await this.start();
  }

  /** What the server answers; `undefined` while there is none and where it refuses. */
  async request<R>(method: string, params: object): Promise<R | undefined> {
    if (!this.connection?.running) {
      return undefined;
    }
    try {
      return (await this.connection.request<R | null>(method, params)) ?? undefined;
    } catch (error) {
      this.log.warn(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  /** What a command of the server gives; `undefined` while there is no server and where it refuses. */
  execute<R>(command: string, argument: object): Promise<R | undefined> {
    return this.request<R>(EXECUTE, { command, arguments: [argument] });
  }

  async stop(): Promise<void> {
    clearTimeout(this.pause);
    const connection = this.connection;
    this.connection = undefined;
    await connection?.stop().catch(error => this.log.warn(String(error)));
  }

  dispose(): Thenable<void> {
    return this.stop();
  }

  /** Answers the server's question for settings. */
  private configuration(params: ConfigurationParams): object[] {
    const manifest = this.context.extension.packageJSON as object;
    return params.items.map(item => ({
      ...explicit(item.scopeUri === undefined ? undefined : Uri.parse(item.scopeUri), manifest),
      trusted: workspace.isTrusted,
    }));
  }

  /** The server is gone though nobody sent it away: begins it again after a while, or gives up. */
  private failed(connection: Connection | undefined): void {
    if (connection === undefined || connection !== this.connection) {
      return;
    }
    this.connection = undefined;
    const now = Date.now();
    this.failures = this.failures.filter(time => now - time < MEMORY);
    const pause = PAUSES[this.failures.length];
    this.failures.push(now);
    if (pause === undefined) {
      this.fail(l10n.t("gaireport-lsp failed {0} times within three minutes and was stopped", this.failures.length));
      return;
    }
    this.log.warn(`the server ended; again in ${pause} ms`);
    this.become({ kind: "starting" });
    this.pause = setTimeout(() => void this.start(), pause);
  }

  private fail(sentence: string): void {
    this.log.error(sentence);
    this.become({ kind: "failed", sentence });
    void this.complain(sentence);
  }

  private async complain(sentence: string): Promise<void> {
    const [settings, restart, log] = [l10n.t("Open Settings"), l10n.t("Try Again"), l10n.t("Show Log")];
    switch (await window.showErrorMessage(sentence, settings, restart, log)) {
      case settings:
        await commands.executeCommand("workbench.action.openSettings", "gaireport.server.path");
        break;
      case restart:
        await this.restart();
        break;
      case log:
        this.log.show();
        break;
    }
  }

  private become(state: State): void {
    this.current = state;
    this.changed.fire(state);
  }
}

/** Has the server begun anew when what it depends on changes. */
export function followSettings(server: Server): Disposable {
  return Disposable.from(
    workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    workspace.onDidChangeConfiguration(async event => {
      if (event.affectsConfiguration("gaireport.server.path")) {
        await server.restart();
      }
    }),
  );
}
