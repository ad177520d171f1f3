// Bundles the extension and its side view into dist/. `--production`: minified, as it is packaged.
import { build } from "esbuild";

const production = process.argv.includes("--production");
const common = { bundle: true, minify: production, sourcemap: !production, legalComments: "none", logLevel: "warning" };
const host = { ...common, outdir: "dist", platform: "node", format: "cjs", target: "node18" };
// The library for the protocol is a file of its own: it is read after the extension is active.
await build({ ...host, entryPoints: ["src/connection.ts"], external: ["vscode"] });
await build({
  ...host,
  entryPoints: ["src/extension.ts"],
  external: ["vscode", "./connection"],
  supported: { "dynamic-import": false },
});
await build({
  ...common,
  entryPoints: ["src/view/main.ts"],
  outfile: "dist/view.js",
  platform: "browser",
  format: "iife",
  target: "chrome114",
});
