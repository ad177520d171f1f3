// Runs host.cjs in a real VS Code:  node hosttests.mjs CODE EXTENSION REPORTS, with GAIREPORT_LSP in the environment.
import path from "node:path";
import { runTests } from "./workbench.mjs";

const [code, dev, folder] = process.argv.slice(2).map(argument => path.resolve(argument));
const pack = path.resolve("node_modules/@codingame/monaco-vscode-language-pack-zh-hans");
const workspaceSettings = { "gaireport.server.path": process.env.GAIREPORT_LSP, "gaireport.language": "zh-CN" };
process.exit(await runTests({ code, dev, folder, tests: path.join(import.meta.dirname, "host.cjs"), workspaceSettings, locale: "zh-cn", pack }));
