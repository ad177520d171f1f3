#!/usr/bin/env python3
"""Stands between an editor and the server and writes down what they say: record.py TRACE SERVER [ARGUMENT...]

A trace is one message a line, {"from": "client" or "server", "message": …}, in the order in which they passed. What was
published of a version that the editor had gone past already is left out, as are requests to cancel: whether the one is
said at all, and the other comes in time, is chance.
"""

import json
import os
import subprocess
import sys
import threading

trace, command = open(sys.argv[1], "w", encoding="utf-8"), sys.argv[2:]
server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
lock = threading.Lock()
newest = {}


def stale(message):
    params = message.get("params") or {}
    published = message.get("method") == "textDocument/publishDiagnostics"
    return published and params.get("version", newest.get(params["uri"])) != newest.get(params["uri"])


def note(speaker, message):
    with lock:
        document = (message.get("params") or {}).get("textDocument") if isinstance(message.get("params"), dict) else None
        if speaker == "client" and document and "version" in document:
            newest[document["uri"]] = document["version"]
        if speaker == "client" and message.get("method") == "textDocument/didClose":
            newest.pop(document["uri"], None)
        if message.get("method") == "initialize":
            # That process will be gone when the trace is replayed, or be another.
            message["params"]["processId"] = None
        cancels = message.get("method") == "$/cancelRequest"
        if not cancels and not (speaker == "server" and stale(message)):
            trace.write(json.dumps({"from": speaker, "message": message}, ensure_ascii=False) + "\n")
            trace.flush()


def pass_on(speaker, source, target):
    while True:
        length = None
        while (line := source.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if length is None:
            break
        body = source.read(length)
        note(speaker, json.loads(body))
        try:
            target.write(b"Content-Length: %d\r\n\r\n" % length + body)
            target.flush()
        except BrokenPipeError:
            break
    target.close()


threading.Thread(target=pass_on, args=("client", sys.stdin.buffer, server.stdin), daemon=True).start()
pass_on("server", server.stdout, sys.stdout.buffer)
# The editor may keep its end open until this process is gone.
os._exit(server.wait())
