#!/usr/bin/env node
// Starts the program of this system, which is in a package of its own.
"use strict";

const { spawn } = require("node:child_process");

const system = `${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "gaireport-lsp.exe" : "gaireport-lsp";

function find() {
  try {
    return require.resolve(`gaireport-lsp-${system}/${program}`);
  } catch {
    console.error(`gaireport-lsp：没有适用于 ${system} 的程序，安装时不要略过可选依赖（npm install --include=optional）`);
    process.exit(2);
  }
}

// Standard streams are handed over as they are: an editor speaks to the program itself.
const child = spawn(find(), process.argv.slice(2), { stdio: "inherit", windowsHide: true });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", error => {
  console.error(`gaireport-lsp：${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => {
  if (signal !== null) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exit(code ?? 2);
  }
});
