-- What the tests of the plug-in do with a draft, and what they see of it.
local M = {}

local SERVER, REPORTS, WORK = vim.env.GAIREPORT_LSP, vim.env.REPORTS, vim.fn.tempname()
local uv = vim.uv or vim.loop -- the older names are those of Neovim 0.9
local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients
vim.o.swapfile = false
vim.o.hidden = true
vim.g.gaireport_cmd = SERVER

function M.wait(f, what)
  assert(vim.wait(60000, f, 5), 'timed out waiting for ' .. what)
end

function M.text(bufnr)
  return table.concat(vim.api.nvim_buf_get_lines(bufnr or 0, 0, -1, false), '\n') .. '\n'
end

function M.read(file)
  local handle = assert(io.open(file, 'rb'))
  local content = handle:read('*a')
  handle:close()
  return content
end

function M.write(file, content)
  vim.fn.mkdir(vim.fs.dirname(file), 'p')
  local handle = assert(io.open(file, 'wb'))
  handle:write(content)
  handle:close()
end

function M.report(number)
  return vim.fn.glob(REPORTS .. '/' .. number .. '_*')
end

--- What the server writes when it is run with arguments.
function M.run(...)
  return vim.fn.system({ 'sh', '-c', '"$0" "$@" 2>/dev/null', SERVER, ... })
end

--- What `--check` says of the buffer, as rule, byte offsets and message. `--check` reads a file in `folder`.
function M.checked(bufnr, folder)
  local file = (folder or vim.fn.tempname()) .. '/草稿' .. vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':e:s/^/./')
  M.write(file, M.text(bufnr))
  local out = M.run('--check', '--lang', 'zh-CN', '--format', 'json', file)
  os.remove(file)
  local findings = {}
  for _, one in ipairs(vim.json.decode(out).files[1].findings) do
    table.insert(findings, ('%s %d-%d %s'):format(one.rule, one.start.offset, one['end'].offset, one.message))
  end
  table.sort(findings)
  return findings
end

function M.said(bufnr)
  local function offset(line, column)
    -- What was said of lines that are gone by now is about to be said anew.
    return line > vim.api.nvim_buf_line_count(bufnr) and -1 or vim.api.nvim_buf_get_offset(bufnr, line) + column
  end
  local findings = {}
  for _, one in ipairs(vim.diagnostic.get(bufnr)) do
    table.insert(findings, ('%s %d-%d %s'):format(one.code, offset(one.lnum, one.col), offset(one.end_lnum, one.end_col), one.message))
  end
  table.sort(findings)
  return findings
end

--- Waits until Neovim says of the buffer what `--check` says of its text.
function M.agree(bufnr, folder)
  bufnr = bufnr or vim.api.nvim_get_current_buf()
  local expected = M.checked(bufnr, folder)
  local ok = vim.wait(60000, function()
    return vim.deep_equal(M.said(bufnr), expected)
  end, 10)
  assert(ok, 'said: ' .. vim.inspect(M.said(bufnr)) .. '\nexpected: ' .. vim.inspect(expected))
end

function M.about(rule)
  return vim.tbl_filter(function(one)
    return one.code == rule
  end, vim.diagnostic.get(0))
end

local count = 0

--- Opens a copy of a report, as a file of its own.
function M.open(number, folder)
  count = count + 1
  local file = ('%s/%s/%d.txt'):format(WORK, folder or 'reports', count)
  M.write(file, M.read(M.report(number)))
  vim.cmd.edit(vim.fn.fnameescape(file))
  assert(vim.bo.filetype == 'text', vim.bo.filetype)
  M.agree(nil, folder and WORK .. '/' .. folder)
  return M.text(), file
end

--- Takes the first action whose title holds `title` at a finding.
function M.act(rule, title)
  local found = M.about(rule)[1]
  assert(found, 'no finding of ' .. rule)
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local tick, taken = vim.b.changedtick, false
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' } },
    filter = function(one)
      local wanted = not taken and one.title:find(title, 1, true) ~= nil
      taken = taken or wanted
      return wanted
    end,
  })
  M.wait(function()
    return vim.b.changedtick ~= tick
  end, 'the action ' .. title)
end

function M.undo(before)
  vim.cmd('silent undo')
  assert(M.text() == before, 'undo')
  M.agree()
end

--- What was said to the person.
M.notes = {}
vim.notify = function(message, level)
  table.insert(M.notes, { message = message, level = level })
end
local notified = {}
vim.notify_once = function(message, level)
  if not notified[message] then
    notified[message] = true
    vim.notify(message, level)
  end
end

--- The server of the buffer that is current.
function M.server()
  return get_clients({ name = 'gaireport', bufnr = 0 })[1]
end

--- Waits until the buffer has another server than before.
function M.another(before)
  M.wait(function()
    local now = M.server()
    return now and now.id ~= before and now.initialized
  end, 'another server')
end

--- Processes of the server that this Neovim began.
function M.processes()
  local own = {}
  for name in vim.fs.dir('/proc') do
    local stat = name:match('^%d+$') and io.open('/proc/' .. name .. '/stat')
    if stat then
      local state, parent = (stat:read('*a') or ''):match('.*%) (%S) (%d+)')
      stat:close()
      local command = io.open('/proc/' .. name .. '/cmdline')
      if command and tonumber(parent) == vim.fn.getpid() and state ~= 'Z' and (command:read('*a') or ''):find(SERVER, 1, true) == 1 then
        table.insert(own, tonumber(name))
      end
      if command then
        command:close()
      end
    end
  end
  return own
end

M.SERVER, M.WORK, M.uv, M.get_clients = SERVER, WORK, uv, get_clients
return M
