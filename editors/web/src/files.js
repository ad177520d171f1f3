// Files that were dropped or chosen, each with its path: `{ path, file }`.

const chosen = (list) => Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));

// The files of a drop. Whoever drops must be asked before the first wait: afterwards the drop is empty.
async function dropped(transfer) {
  const items = Array.from(transfer.items).filter((item) => item.kind === "file");
  if (items.length === 0) { return []; }
  const begun = items.map((item) => {
    const entry = item.webkitGetAsEntry?.();
    const handle = entry?.isDirectory && item.getAsFileSystemHandle?.();
    if (handle) { handle.catch(() => {}); }
    return { entry, handle, file: item.getAsFile() };
  });
  return (await Promise.all(begun.map(opened))).flat();
}

async function opened({ entry, handle, file }) {
  if (!entry?.isDirectory) { return file ? [{ path: file.name, file }] : []; }
  try {
    return await belowEntry(entry);
  } catch (error) {
    if (!handle) { throw error; }
    return below(await handle, entry.name);
  }
}

// The same by handles, which leave out files with names that Windows does not allow.
async function below(folder, path) {
  const found = [];
  for await (const [name, handle] of folder.entries()) {
    const here = path + "/" + name;
    if (handle.kind === "directory") {
      found.push(...await below(handle, here));
    } else {
      found.push({ path: here, file: await handle.getFile() });
    }
  }
  return found;
}

// The files of a folder. Not every browser lets a page from disk have them so.
async function belowEntry(entry) {
  const promised = (act) => new Promise(act);
  if (entry.isFile) {
    return [{ path: entry.fullPath.replace(/^\//, ""), file: await promised((yes, no) => entry.file(yes, no)) }];
  }
  const reader = entry.createReader(), found = [];
  for (;;) {
    const some = await promised((yes, no) => reader.readEntries(yes, no));
    if (some.length === 0) { return found; }
    for (const one of some) { found.push(...await belowEntry(one)); }
  }
}
