// Runs the engine. It answers one request after the other; the thread that draws the page never waits for it.
"use strict";

let engine;

// Imports that packages bring along and nobody calls.
function unused(module) {
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = () => { throw new Error(name); };
  }
  return imports;
}

async function begin(bytes) {
  const module = await WebAssembly.compile(bytes);
  engine = (await WebAssembly.instantiate(module, unused(module))).exports;
}

function call(request, bytes) {
  const line = new TextEncoder().encode(JSON.stringify(request) + "\n");
  const place = engine.room(line.length + bytes.length);
  const room = new Uint8Array(engine.memory.buffer, place, line.length + bytes.length);
  room.set(line);
  room.set(bytes, line.length);
  const length = engine.call();
  return new Uint8Array(engine.memory.buffer, engine.answer(), length).slice();
}

// An answer is a line, the object of a file or none, and bytes.
function parts(answer) {
  const first = answer.indexOf(10), second = answer.indexOf(10, first + 1);
  const text = (from, to) => new TextDecoder().decode(answer.subarray(from, to));
  const file = text(first + 1, second);
  return { ...JSON.parse(text(0, first)), file: file && JSON.parse(file), bytes: answer.slice(second + 1) };
}

self.onmessage = async ({ data: { engine: code, request, bytes } }) => {
  try {
    if (code) {
      await begin(code);
      self.postMessage({ ready: true });
      return;
    }
    const answer = parts(call(request, new Uint8Array(bytes)));
    self.postMessage({ answer }, [answer.bytes.buffer]);
  } catch (error) {
    self.postMessage({ fault: String(error) });
  }
};
