// The engine as the page sees it: one request at a time, in order, and a new one where the old one failed.

const PATIENCE = 60000;

class Engine {
  constructor() {
    this.queue = Promise.resolve();
    this.lives = 0;
  }

  // Unpacks the engine out of the page.
  async load() {
    const packed = Uint8Array.from(atob(document.getElementById("engine").textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    this.code = await new Response(stream).arrayBuffer();
    const source = document.getElementById("worker").textContent;
    this.address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    await this.begin();
  }

  async begin() {
    this.worker?.terminate();
    this.worker = new Worker(this.address);
    this.lives += 1;
    await this.post({ engine: this.code }, []);
  }

  // Sends a message and waits for what comes back; a worker that says nothing for long has failed.
  post(message, transfer) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("late")), PATIENCE);
      const done = (act, value) => { clearTimeout(late); act(value); };
      this.worker.onmessage = ({ data }) => data.fault ? done(reject, new Error(data.fault)) : done(resolve, data);
      this.worker.onerror = (event) => { event.preventDefault(); done(reject, new Error(event.message)); };
      this.worker.postMessage(message, transfer);
    });
  }

  // Answers a request; `undefined` where the engine failed at it. Then there is a new one, which knows of nothing.
  ask(request, bytes = new ArrayBuffer(0)) {
    const next = this.queue.then(async () => {
      try {
        return (await this.post({ request, bytes }, [bytes])).answer;
      } catch {
        await this.begin().catch(() => {});
        return undefined;
      }
    });
    this.queue = next.catch(() => {});
    return next;
  }
}
