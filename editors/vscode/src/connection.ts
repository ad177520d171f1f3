/** One process of the server, and the protocol spoken with it. Loaded after the extension is active. */

import { LogOutputChannel, l10n } from "vscode";
import {
  CloseAction, ConfigurationParams, ErrorAction, LanguageClient, LanguageClientOptions, State,
} from "vscode-languageclient/node";
import { SELECTOR } from "./selector";

/** What whoever opens a connection answers. */
export interface Owner {
  /** The server is gone though nobody sent it away. */
  closed(): void;
  configuration(params: ConfigurationParams): object[];
}

/** A client that says nothing by itself: whoever began it says one sentence. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Connection {
  private readonly client: LanguageClient;

  constructor(program: string, log: LogOutputChannel, owner: Owner) {
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR,
      outputChannel: log,
      traceOutputChannel: log,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          owner.closed();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      markdown: { supportHtml: false },
      middleware: { workspace: { configuration: params => owner.configuration(params) } },
    };
    this.client = new QuietClient("gaireport", l10n.t("Report check"), { command: program }, options);
  }

  get running(): boolean {
    return this.client.state === State.Running;
  }

  start(): Promise<void> {
    return this.client.start();
  }

  request<R>(method: string, params: object): Promise<R> {
    return this.client.sendRequest<R>(method, params);
  }

  /** Ends the server if it runs. */
  async stop(): Promise<void> {
    if (this.client.needsStop()) {
      await this.client.stop();
    }
    await this.client.dispose().catch(() => undefined);
  }
}
