-- Tests of the plug-in in a real Neovim, without a terminal:
--   LANG=zh_CN.UTF-8 nvim --headless --clean --cmd 'set rtp^=PLUGIN' -c 'luafile neovim.lua'
-- with GAIREPORT_LSP, the server; REPORTS, the folder of the published reports;
-- FIGURES, the recorded tables, which RECORD=1 has written anew.
local SERVER, REPORTS, WORK = vim.env.GAIREPORT_LSP, vim.env.REPORTS, vim.fn.tempname()
local uv = vim.uv or vim.loop -- the older names are those of Neovim 0.9
local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients
vim.o.swapfile = false
vim.o.hidden = true
vim.g.gaireport_cmd = SERVER

local function wait(f, what)
  assert(vim.wait(60000, f, 5), 'timed out waiting for ' .. what)
end

local function text(bufnr)
  return table.concat(vim.api.nvim_buf_get_lines(bufnr or 0, 0, -1, false), '\n') .. '\n'
end

local function read(file)
  local handle = assert(io.open(file, 'rb'))
  local content = handle:read('*a')
  handle:close()
  return content
end

local function write(file, content)
  vim.fn.mkdir(vim.fs.dirname(file), 'p')
  local handle = assert(io.open(file, 'wb'))
  handle:write(content)
  handle:close()
end

local function report(number)
  return vim.fn.glob(REPORTS .. '/' .. number .. '_*')
end

--- What the server writes when it is run with arguments.
local function run(...)
  return vim.fn.system({ 'sh', '-c', '"$0" "$@" 2>/dev/null', SERVER, ... })
end

--- What `--check` says of the buffer, as rule, byte offsets and message. `--check` reads a file in `folder`.
local function checked(bufnr, folder)
  local file = (folder or vim.fn.tempname()) .. '/草稿' .. vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':e:s/^/./')
  write(file, text(bufnr))
  local out = run('--check', '--no-cache', '--lang', 'zh-CN', '--format', 'json', file)
  os.remove(file)
  local findings = {}
  for _, one in ipairs(vim.json.decode(out).files[1].findings) do
    table.insert(findings, ('%s %d-%d %s'):format(one.rule, one.start.offset, one['end'].offset, one.message))
  end
  table.sort(findings)
  return findings
end

local function said(bufnr)
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
local function agree(bufnr, folder)
  bufnr = bufnr or vim.api.nvim_get_current_buf()
  local expected = checked(bufnr, folder)
  local ok = vim.wait(60000, function()
    return vim.deep_equal(said(bufnr), expected)
  end, 10)
  assert(ok, 'said: ' .. vim.inspect(said(bufnr)) .. '\nexpected: ' .. vim.inspect(expected))
end

local function about(rule)
  return vim.tbl_filter(function(one)
    return one.code == rule
  end, vim.diagnostic.get(0))
end

local count = 0

--- Opens a copy of a report, as a file of its own.
local function open(number, folder)
  count = count + 1
  local file = ('%s/%s/%d.txt'):format(WORK, folder or 'reports', count)
  write(file, read(report(number)))
  vim.cmd.edit(vim.fn.fnameescape(file))
  assert(vim.bo.filetype == 'text', vim.bo.filetype)
  agree(nil, folder and WORK .. '/' .. folder)
  return text(), file
end

--- Takes the first action whose title holds `title` at a finding.
local function act(rule, title)
  local found = about(rule)[1]
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
  wait(function()
    return vim.b.changedtick ~= tick
  end, 'the action ' .. title)
end

local function undo(before)
  vim.cmd('silent undo')
  assert(text() == before, 'undo')
  agree()
end

local notes = {}
vim.notify = function(message, level)
  table.insert(notes, { message = message, level = level })
end
local notified = {}
vim.notify_once = function(message, level)
  if not notified[message] then
    notified[message] = true
    vim.notify(message, level)
  end
end

--- The server of the buffer that is current.
local function server()
  return get_clients({ name = 'gaireport', bufnr = 0 })[1]
end

--- Waits until the buffer has another server than before.
local function another(before)
  wait(function()
    local now = server()
    return now and now.id ~= before and now.initialized
  end, 'another server')
end

--- Processes of the server that this Neovim began.
local function processes()
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

local tests = {
  { 'the findings are those of --check, in all reports', function()
    for _, number in ipairs({ '000', '001', '002', '003', '004' }) do
      open(number)
    end
    assert(#get_clients({ name = 'gaireport' }) == 1, 'one server')
  end },

  { 'an action inserts the missing section, and undo takes it back', function()
    local before = open('000')
    act('missing-section', '六、')
    wait(function()
      return #about('missing-section') == 0
    end, 'the finding to go')
    agree()
    undo(before)
  end },

  { 'an action inserts the missing table', function()
    local before = open('000')
    act('missing-subtable', '（九）')
    wait(function()
      return #about('missing-subtable') == 0
    end, 'the finding to go')
    agree()
    undo(before)
  end },

  { 'redrawing mends the broken table', function()
    local before = open('003')
    local found = about('wrong-cell-count')[1]
    vim.api.nvim_win_set_cursor(0, { found.lnum + 1, 0 })
    vim.cmd('Gaireport redraw')
    assert(text() ~= before, 'nothing was redrawn')
    wait(function()
      return #about('wrong-cell-count') == 0
    end, 'the finding to go')
    agree()
    undo(before)
  end },

  { 'marks stay on the right characters while Chinese and emoji are typed', function()
    open('004')
    local found = about('nonstandard-heading')[1]
    vim.api.nvim_win_set_cursor(0, { found.lnum, 6 })
    for _, typed in ipairs({ '😀', '中文', '👨‍👩‍👧', 'é' }) do
      vim.api.nvim_feedkeys('i' .. typed .. '\27', 'ntx', false)
      agree()
    end
    vim.api.nvim_buf_set_text(0, found.lnum, found.end_col, found.lnum, found.end_col, { '😀情' })
    agree()
  end },

  { 'all safe fixes are applied on save', function()
    local before, file = open('004')
    local copy = vim.fn.tempname() .. '.txt'
    write(copy, before)
    run('--check', '--fix', copy)
    local fixed = read(copy)
    assert(fixed ~= before, 'there is something to fix')
    local hook = vim.api.nvim_create_autocmd('BufWritePre', {
      callback = function()
        vim.cmd('silent! Gaireport fix')
      end,
    })
    vim.cmd('silent write')
    vim.api.nvim_del_autocmd(hook)
    assert(read(file) == fixed, 'the file is not what --fix makes of it')
    agree()
    undo(before)
  end },

  { '3,000 lines are pasted, undone and redone in one batch', function()
    local before = open('002')
    local lines = vim.split(before, '\n')
    local paste = {}
    for index = 1, 3000 do
      paste[index] = lines[index % #lines + 1]
    end
    vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 0 })
    vim.api.nvim_paste(table.concat(paste, '\n'), true, -1)
    local after = text()
    agree()
    for _ = 1, 5 do
      vim.cmd('silent undo')
      vim.cmd('silent redo')
    end
    assert(text() == after, 'redo')
    agree()
    vim.cmd('silent undo')
    assert(text() == before, 'undo')
    agree()
  end },

  { 'two folders have their own configurations', function()
    write(WORK .. '/甲/gaireport.toml', '[rules]\nmissing-period = "off"\n')
    write(WORK .. '/乙/gaireport.toml', '[rules]\nmissing-period = "error"\n')
    open('003', '甲')
    assert(#about('missing-period') == 0, 'the rule is off in 甲')
    local first = vim.api.nvim_get_current_buf()
    open('003', '乙')
    assert(about('missing-period')[1].severity == vim.diagnostic.severity.ERROR, 'the rule is an error in 乙')
    vim.api.nvim_set_current_buf(first)
    vim.api.nvim_buf_set_lines(0, 0, 0, false, { '' })
    agree(nil, WORK .. '/甲')
  end },

  { 'a file that is renamed while it is open is looked at under its new name', function()
    local before, file = open('000')
    local renamed = file:gsub('%.txt$', '改名.txt')
    vim.cmd('silent saveas! ' .. vim.fn.fnameescape(renamed))
    agree()
    act('missing-section', '六、')
    agree()
    undo(before)
  end },

  { 'a server that is killed is begun again', function()
    local before = open('000')
    local killed = server().id
    local pids = processes()
    assert(#pids >= 1, 'a server runs')
    for _, pid in ipairs(pids) do
      uv.kill(pid, 'sigkill')
    end
    another(killed)
    vim.api.nvim_buf_set_lines(0, 0, 0, false, { '' })
    agree()
    undo(before)
  end },

  { 'what is typed while a killed server is begun again is not lost', function()
    local before = open('000')
    local killed = server().id
    vim.tbl_map(function(pid)
      uv.kill(pid, 'sigkill')
    end, processes())
    wait(function()
      local now = server()
      return not now or now.id ~= killed
    end, 'the server to go')
    vim.api.nvim_buf_set_lines(0, 0, 0, false, { '' })
    another(killed)
    agree()
    undo(before)
  end },

  { 'a server that fails again and again stays down until it is wanted', function()
    open('000')
    local folders = #get_clients({ name = 'gaireport' })
    notes = {}
    local function sentences()
      return vim.tbl_filter(function(note)
        return note.message:find('已停止', 1, true)
      end, notes)
    end
    wait(function()
      vim.tbl_map(function(pid)
        uv.kill(pid, 'sigkill')
      end, processes())
      return #sentences() == folders and #get_clients({ name = 'gaireport', _uninitialized = true }) == 0
    end, 'all servers to stay down')
    assert(#sentences() == folders and #processes() == 0, vim.inspect(notes))
    vim.cmd('Gaireport restart')
    another(-1)
    agree()
  end },

  { 'a restart leaves one server', function()
    open('001')
    local before = server().id
    vim.cmd('Gaireport restart')
    another(before)
    agree()
  end },

  { 'a new report has nothing but blanks to be filled', function()
    vim.cmd('Gaireport new 清河镇人民政府 2024')
    wait(function()
      return text():find('清河镇人民政府2024年政府信息公开工作年度报告', 1, true)
    end, 'the draft')
    agree()
    for _, one in ipairs(vim.diagnostic.get(0)) do
      assert(one.code == 'empty-cell' or one.code == 'empty-section', one.code)
    end
    assert(#vim.diagnostic.get(0) > 0, 'the blanks are named')
    vim.bo.modified = false
  end },

  { 'the sums of a made fault are shown', function()
    local before = open('002')
    local line = vim.fn.search('^一、本年新收')
    local row = vim.fn.getline(line):gsub('\t0', '\t7', 1)
    vim.fn.setline(line, row)
    agree()
    vim.cmd('Gaireport figures')
    local function floating()
      return vim.tbl_filter(function(window)
        return vim.api.nvim_win_get_config(window).relative ~= ''
      end, vim.api.nvim_list_wins())[1]
    end
    wait(floating, 'the window')
    local shown = text(vim.api.nvim_win_get_buf(floating()))
    assert(shown:find('7', 1, true) and shown:find('≠', 1, true), shown)
    vim.api.nvim_win_close(floating(), true)
    undo(before)
  end },

  { 'the tables have the shape of those that the side view is tried with', function()
    local before = open('002')
    local line = vim.fn.search('^一、本年新收')
    vim.fn.setline(line, (vim.fn.getline(line):gsub('\t0', '\t7', 1)))
    agree()
    local parameters = { uri = vim.uri_from_bufnr(0) }
    local figures = vim.lsp.buf_request_sync(0, 'gaireport/figures', parameters, 5000)[server().id].result
    if vim.env.RECORD then
      write(vim.env.FIGURES, vim.json.encode(figures))
    end
    --- Names of the fields, of the first entry of each list.
    local function shape(value)
      if type(value) ~= 'table' then
        return value ~= vim.NIL and type(value) or nil
      elseif #value > 0 or next(value) == nil then
        return { shape(value[1]) }
      end
      return vim.tbl_map(shape, value)
    end
    assert(vim.deep_equal(shape(figures), shape(vim.json.decode(read(vim.env.FIGURES)))), 'record anew with RECORD=1')
    undo(before)
  end },

  { "a rule's page opens", function()
    open('000')
    local found = about('missing-section')[1]
    vim.api.nvim_win_set_cursor(0, { found.lnum + 1, 0 })
    vim.cmd('Gaireport rule')
    wait(function()
      return text():find('## 依据', 1, true)
    end, 'the page')
    assert(vim.bo.filetype == 'markdown' and not vim.bo.modifiable)
    vim.cmd('close')
  end },

  { 'the health check is content', function()
    vim.cmd('silent checkhealth gaireport')
    local shown = text()
    assert(shown:find('gaireport%-lsp %d'), shown)
    assert(not shown:find('ERROR', 1, true), shown)
    vim.cmd('bwipeout')
  end },

  { 'without a server, or with a broken one, one sentence is said', function()
    local broken, other = WORK .. '/broken', WORK .. '/other'
    write(broken, '\127ELF nothing')
    write(other, '#!/bin/sh\necho hello\n')
    uv.fs_chmod(broken, 493)
    uv.fs_chmod(other, 493)
    local gaireport = require('gaireport')
    local probe = gaireport.probe
    local answered
    gaireport.probe = function(callback)
      probe(function(...)
        callback(...)
        answered = answered + 1
      end)
    end
    for program, sentence in pairs({ [WORK .. '/absent'] = '没有找到', [broken] = '不能运行', [other] = '不是 gaireport-lsp' }) do
      vim.g.gaireport_cmd = program
      notes, answered = {}, 0
      vim.cmd('Gaireport restart')
      wait(function()
        return #get_clients({ name = 'gaireport' }) == 0
      end, 'the server to go')
      for _ = 1, 3 do
        vim.cmd.edit(vim.fn.fnameescape(WORK .. '/reports/1.txt'))
        vim.cmd.doautocmd('FileType')
      end
      wait(function()
        return answered > 3 and #notes > 0
      end, 'every attempt to fail')
      assert(#notes == 1, vim.inspect(notes))
      assert(notes[1].message:find(sentence, 1, true) and notes[1].message:find(program, 1, true), notes[1].message)
    end
    gaireport.probe = probe
    vim.g.gaireport_cmd = SERVER
    vim.cmd('Gaireport restart')
    agree(vim.fn.bufnr(WORK .. '/reports/1.txt'))
  end },
}

if vim.lsp.enable then
  vim.lsp.enable('gaireport')
else
  require('gaireport').setup()
end
print(vim.fn.split(vim.fn.execute('version'), '\n')[1] .. '\n')
local failures = 0
for _, test in ipairs(tests) do
  local started = uv.hrtime()
  local ok, problem = xpcall(test[2], debug.traceback)
  print(('%s  %s%s (%d ms)\n'):format(ok and 'ok    ' or 'FAILED', test[1], ok and '' or ': ' .. problem, (uv.hrtime() - started) / 1e6))
  if not ok then
    failures = failures + 1
  end
end
for _, client in ipairs(get_clients()) do
  client.stop(client)
end
wait(function()
  return #processes() == 0
end, "the servers' exit")
vim.cmd(failures == 0 and 'qall!' or 'cquit!')
