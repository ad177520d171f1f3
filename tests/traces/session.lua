-- A session to be recorded: nvim --headless --clean -l session.lua FOLDER SERVER [ARGUMENT...]; before Neovim 0.9,
-- nvim --headless --clean --cmd "let g:session = ['FOLDER', 'SERVER', …]" -S session.lua.
-- Opens a draft, types into it in Chinese, undoes, pastes a thousand lines, takes a fix, asks what there is to ask, leaves.
local words = vim.g.session or arg
local folder, command = words[1], vim.list_slice(words, 2)
local function wait(what, done) assert(vim.wait(20000, done, 10), "timed out waiting for " .. what) end

vim.o.swapfile, vim.o.fileformats = false, "unix,dos"
vim.cmd("edit " .. vim.fn.fnameescape(folder .. "/年报.txt"))
local id = vim.lsp.start_client({ name = "gaireport", cmd = command, root_dir = folder })
vim.lsp.buf_attach_client(0, id)
local client
wait("the server", function() client = vim.lsp.get_client_by_id(id) return client and client.initialized end)

local function request(method, params)
  local done, answer = false, nil
  client.request(method, params, function(_, result) done, answer = true, result end, 0)
  wait(method, function() return done end)
  return answer
end
local function settle()
  vim.wait(400, function() return false end) -- Neovim collects changes for 150 ms
  wait("findings", function() return #vim.diagnostic.get(0) > 0 end)
end
local document = { uri = vim.uri_from_bufnr(0) }
local function at(line, character) return { textDocument = document, position = { line = line, character = character } } end

settle()
vim.api.nvim_buf_set_lines(0, 1, 1, false, { "各位领导：", "𠮷祥镇👨‍👩‍👧的年报" })
vim.api.nvim_buf_set_text(0, 2, 0, 2, 4, { "吉" })
settle()
vim.cmd("silent undo")
settle()
local pasted = {}
for line = 1, 1000 do pasted[line] = "第" .. line .. "行\t" .. line end
vim.api.nvim_buf_set_lines(0, -1, -1, false, pasted)
settle()
vim.api.nvim_buf_set_lines(0, -1001, -1, false, {})
settle()
for _, method in ipairs({ "documentSymbol", "foldingRange", "codeLens", "documentLink" }) do
  request("textDocument/" .. method, { textDocument = document })
end
local first = vim.diagnostic.get(0)[1]
local range = { start = { line = first.lnum, character = first.col }, ["end"] = { line = first.end_lnum, character = first.end_col } }
request("textDocument/hover", at(first.lnum, first.col))
request("textDocument/completion", at(first.lnum, first.col))
local actions = request("textDocument/codeAction", { textDocument = document, range = range, context = { diagnostics = {} } })
vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
settle()
vim.lsp.stop_client(id)
wait("the server's end", function() return vim.lsp.get_client_by_id(id) == nil end)
vim.cmd("qall!")
