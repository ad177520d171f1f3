// Runs host.cjs in a real VS Code:  node hosttests.mjs CODE EXTENSION REPORTS, with GAIREPORT_LSP in the environment.
import path from "node:path";
import { runTests } from "./workbench.mjs";

const [code, dev, folder] = process.argv.slice(2).map(argument => path.resolve(argument));
const pack = path.resolve("node_modules/@codingame/monaco-vscode-language-pack-zh-hans");
const machineSettings = { "gaireport.server.path": process.env.GAIREPORT_LSP };
const workspaceSettings = { "gaireport.language": "zh-CN" };
const tests = path.join(import.meta.dirname, "host.cjs");
const run = env => runTests({ code, dev, folder, tests, machineSettings, workspaceSettings, locale: "zh-cn", pack, env });
// Other work on this machine makes any start slow: one quick start among some shows what the extension needs.
const quick = async attempts => attempts > 0 && ((await run({ ONLY: "as the editor measures" })) === 0 || quick(attempts - 1));
const only = process.env.ONLY;
process.exit((await run(only ? { ONLY: only } : {})) === 0 && (only || (await quick(5))) ? 0 : 1);
