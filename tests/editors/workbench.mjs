// Drives a real VS Code (code-server) in headless Chromium, and runs tests inside its extension host.
// playwright-core is looked up from the working directory; CHROMIUM names the browser.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";

const { chromium } = createRequire(path.resolve("_"))("playwright-core");

/** How long anything may take, in milliseconds: far longer than it does, so that other work beside the tests fails none. */
const PATIENCE = 90_000;

/** Waits until `f` gives something; looks every 50 ms. */
export async function until(f, what, ms = PATIENCE) {
  for (const end = Date.now() + ms; ; await new Promise(done => setTimeout(done, 50))) {
    const value = await f();
    if (value) return value;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
  }
}

export const launchBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

/** Makes a language known without the Marketplace; `pack` is a folder with its translations. */
async function languagePack(data, locale, pack) {
  const folder = path.join(data, "langpack"), main = path.join(folder, "main.i18n.json"), translations = { vscode: main };
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(path.join(pack, "translations/main.i18n.json.js"), path.join(folder, "main.mjs"));
  const contents = (await import(pathToFileURL(path.join(folder, "main.mjs")))).default;
  for (const file of fs.readdirSync(path.join(pack, "translations/extensions"))) {
    translations[file.replace(".i18n.json", "")] = path.resolve(pack, "translations/extensions", file);
  }
  fs.writeFileSync(main, JSON.stringify({ contents }));
  const extensions = [{ extensionIdentifier: { id: "local.langpack" }, version: "1.0.0" }];
  fs.writeFileSync(path.join(data, "languagepacks.json"), JSON.stringify({ [locale]: { hash: "full", extensions, translations, label: locale } }));
}

/**
 * Starts a workbench on a copy of `folder`. `files`: more files of the copy, by name; `settings`, `workspaceSettings`:
 * the user's and the folder's; `machineSettings`: the machine's, which no folder can set; `trusted: false`: the folder is not; `dev`, `tests`: an extension under development and
 * the module whose run() is called inside the extension host.
 */
export async function start({ code, folder, files = {}, vsix = [], settings = {}, workspaceSettings = {}, machineSettings = {}, trusted = true, locale,
  pack, dev, tests, env = {}, size = [1280, 800], onLog }) {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "code-")), extensions = path.join(data, "exts");
  const folders = ["--user-data-dir", data, "--extensions-dir", extensions];
  const write = (file, json) => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(json));
  };
  write(path.join(data, "User/settings.json"), {
    "workbench.startupEditor": "none", "files.autoSave": "off", "workbench.reduceMotion": "on", "editor.fontSize": 13,
    "workbench.tips.enabled": false, "chat.commandCenter.enabled": false, "window.commandCenter": false, ...settings,
  });
  const work = path.join(data, "年报");
  fs.cpSync(folder, work, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(work, name)), { recursive: true });
    fs.writeFileSync(path.join(work, name), text);
  }
  const setSettings = values => write(path.join(work, ".vscode/settings.json"), values);
  setSettings(workspaceSettings);
  const setMachine = values => write(path.join(data, "Machine/settings.json"), values);
  setMachine(machineSettings);
  fs.mkdirSync(extensions);
  env = { ...process.env, EXTENSIONS_GALLERY: "{}", TMPDIR: data, XDG_RUNTIME_DIR: data, ...env };
  for (const file of vsix) execFileSync(code, ["--install-extension", file, "--force", ...folders], { env, stdio: ["ignore", "ignore", "inherit"] });
  if (locale) await languagePack(data, locale, pack);
  const server = spawn(code, ["--auth", "none", "--bind-addr", "127.0.0.1:0", ...folders, "--disable-telemetry", "--disable-update-check",
    ...(trusted ? ["--disable-workspace-trust"] : []), "--log", "info", ...(locale ? ["--locale", locale] : []), work],
  { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", chunk => (out += chunk));
  let browser;
  const close = async () => {
    await browser?.close();
    const kill = signal => {
      try {
        return process.kill(-server.pid, signal); // code-server, the extension host and the language server
      } catch {
        return false;
      }
    };
    kill("SIGTERM");
    await until(() => !kill(0), "exit", 1000).catch(() => kill("SIGKILL"));
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const [, origin] = await until(() => {
      if (server.exitCode !== null) throw new Error(out);
      return /HTTP server listening on http:\/\/(127\.0\.0\.1:\d+)/.exec(out);
    }, "code-server");
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    const uri = file => `vscode-remote://${origin}${encodeURI(fs.realpathSync(file))}`;
    await page.route(url => url.protocol.startsWith("http") && url.host !== origin, route => route.abort()); // nothing leaves this machine
    let exit;
    const exited = new Promise(done => (exit = done)), payload = [];
    if (onLog) await page.exposeFunction("codeAutomationLog", (type, args) => onLog(type, format(...args)));
    if (tests) await page.exposeFunction("codeAutomationExit", exit);
    if (dev) payload.push(["extensionDevelopmentPath", uri(dev)]);
    if (tests) payload.push(["extensionTestsPath", uri(tests)]);
    await page.goto(`http://${origin}/?${new URLSearchParams({ folder: work, payload: JSON.stringify(payload) })}`, { waitUntil: "domcontentloaded" });
    await page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: 2 * PATIENCE });
    page.setDefaultTimeout(PATIENCE);
    return Object.assign(helpers(page, data, setSettings), { page, data, folder: work, close, exited, machine: setMachine });
  } catch (error) {
    await close();
    throw error;
  }
}

function helpers(page, data, setSettings) {
  const input = page.locator(".quick-input-widget input[type=text]").first();
  const pick = async (key, text) => { // F1 or Ctrl+P, then the first row that holds the text
    await page.keyboard.press(key);
    await input.waitFor();
    await input.fill((key === "F1" ? ">" : "") + text);
    const rows = page.locator(".quick-input-list .monaco-list-row").filter({ hasText: text });
    await rows.first().waitFor();
    const names = await rows.allInnerTexts(), exact = names.findIndex(name => name.split("\n").some(line => line === text || line.endsWith(`: ${text}`)));
    await rows.nth(Math.max(exact, 0)).click();
  };
  const focused = page.locator(".editor-group-container.active .monaco-editor.focused");
  return {
    input,
    command: title => pick("F1", title),
    open: async name => {
      await pick("Control+p", name);
      await page.locator(".tab.active").filter({ hasText: name.slice(0, 12) }).waitFor();
      await page.locator(".editor-instance .view-line").first().waitFor();
    },
    /** Answers the box that asks. */
    answer: async (question, text) => {
      await page.locator(".quick-input-widget").filter({ hasText: question }).waitFor();
      await input.fill(text);
      await page.keyboard.press("Enter");
    },
    /** Visible lines of the active editor. */
    lines: () => page.locator(".editor-group-container.active .monaco-editor .view-line").evaluateAll(elements =>
      elements.map(element => [parseFloat(element.style.top), element.textContent.replace(/\u00a0/g, " ")]).sort((a, b) => a[0] - b[0]).map(line => line[1])),
    /** Rows of the Problems panel, once `done` of them: { text, go() }. */
    problems: async (done, what) => {
      const panel = page.locator(".markers-panel-container");
      if (!(await panel.isVisible())) await page.keyboard.press("Control+Shift+M");
      const rows = panel.locator(".monaco-list-row:not([aria-expanded])");
      const texts = async () => {
        const all = (await rows.allInnerTexts()).map(text => text.replace(/\s*\n\s*/g, " "));
        assert.deepEqual(all.filter(text => text.includes("internal-error")), []); // a rule that failed
        return all;
      };
      await until(async () => done(await texts()), what);
      return (await texts()).map((text, index) => ({
        text,
        go: async () => {
          await rows.nth(index).dblclick({ position: { x: 80, y: 11 } }); // the rule's name is a link
          await focused.waitFor();
        },
      }));
    },
    /** Ctrl+. at the cursor in the editor; applies the action that holds `title`; returns all titles. */
    quickFix: async title => {
      const rows = page.locator(".action-widget .monaco-list-row.action");
      await until(async () => { // too early a Ctrl+. opens nothing: try again
        await page.keyboard.press("Control+.");
        return rows.first().waitFor({ timeout: 2000 }).then(() => true, () => false);
      }, "a quick fix");
      const titles = await rows.allInnerTexts(), at = titles.findIndex(text => text.includes(title));
      if (at < 0) throw new Error(`no action ${title} among ${titles.join(" | ")}`);
      for (let step = 0; step < at; step++) await page.keyboard.press("ArrowDown"); // an invisible layer takes clicks
      await page.keyboard.press("Enter");
      await rows.first().waitFor({ state: "hidden" });
      return titles;
    },
    settings: setSettings,
    theme: async (name, kind, rest = {}) => {
      setSettings({ ...rest, "workbench.colorTheme": name });
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
    },
    webview: () => page.frameLocator("iframe.webview.ready").frameLocator("#active-frame"),
    /** What the messages in the corner say. */
    messages: () => page.locator(".notifications-toasts .notification-list-item-message").allInnerTexts(),
    log: name => {
      const files = fs.readdirSync(path.join(data, "logs"), { recursive: true }).filter(file => file.endsWith(name)).sort();
      return files.length ? fs.readFileSync(path.join(data, "logs", files.at(-1)), "utf8") : "";
    },
  };
}

const NOISE = /^(Resolv|Creating a socket|Ignoring fetching|\[Service Worker|ChatSession|Updating additional)/;

/** Runs run() of the tests module inside the extension host; gives the exit code. */
export async function runTests({ timeout = 600_000, ...options }) {
  const workbench = await start({ ...options, onLog: (type, text) => NOISE.test(text) || console.log(text) });
  const late = new Promise((_, no) => setTimeout(() => no(new Error("tests timed out")), timeout).unref());
  try {
    return await Promise.race([workbench.exited, late]);
  } finally {
    await workbench.close();
  }
}
