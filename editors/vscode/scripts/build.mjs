// Bundles the extension and its side view into dist/. `--production`: minified, as it is packaged.
import { build } from "esbuild";

const production = process.argv.includes("--production");
const common = { bundle: true, minify: production, sourcemap: !production, legalComments: "none", logLevel: "warning" };
await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  platform: "node",
  format: "cjs",
  target: "node18",
  external: ["vscode"],
});
await build({
  ...common,
  entryPoints: ["src/view/main.ts"],
  outfile: "dist/view.js",
  platform: "browser",
  format: "iife",
  target: "chrome114",
});
