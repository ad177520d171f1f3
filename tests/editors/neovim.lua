-- Tests of the plug-in in a real Neovim, without a terminal:
--   LANG=zh_CN.UTF-8 nvim --headless --clean --cmd 'set rtp^=PLUGIN' -c 'luafile neovim.lua'
-- with GAIREPORT_LSP, the server; REPORTS, the folder of the published reports;
-- FIGURES, the recorded tables, which RECORD=1 has written anew.
local session = dofile(vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)) .. '/session.lua')
local SERVER, WORK, uv, get_clients = session.SERVER, session.WORK, session.uv, session.get_clients
local wait, text, read, write, run, agree, about = session.wait, session.text, session.read, session.write, session.run, session.agree, session.about
local open, act, undo, server, another, processes = session.open, session.act, session.undo, session.server, session.another, session.processes

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
    session.notes = {}
    local function sentences()
      return vim.tbl_filter(function(note)
        return note.message:find('已停止', 1, true)
      end, session.notes)
    end
    wait(function()
      vim.tbl_map(function(pid)
        uv.kill(pid, 'sigkill')
      end, processes())
      return #sentences() == folders and #get_clients({ name = 'gaireport', _uninitialized = true }) == 0
    end, 'all servers to stay down')
    assert(#sentences() == folders and #processes() == 0, vim.inspect(session.notes))
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

  { 'what is opened during a restart does not keep the other drafts from their server', function()
    open('001')
    local draft, before = vim.api.nvim_get_current_buf(), server().id
    vim.cmd('Gaireport restart')
    vim.cmd.edit(vim.fn.fnameescape(WORK .. '/meanwhile.txt'))
    another(before)
    vim.api.nvim_set_current_buf(draft)
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
      assert(one.code == 'blank-table' or one.code == 'empty-section', one.code)
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
    local draft = vim.api.nvim_get_current_buf()
    vim.cmd('Gaireport figures')
    local function floating()
      return vim.tbl_filter(function(window)
        return vim.api.nvim_win_get_config(window).relative ~= ''
      end, vim.api.nvim_list_wins())[1]
    end
    wait(floating, 'the window')
    local shown = text(vim.api.nvim_win_get_buf(floating()))
    assert(shown:find('7', 1, true) and shown:find('≠', 1, true), shown)
    -- The wrong figure is changed in the window.
    local window = vim.api.nvim_win_get_buf(floating())
    assert(vim.fn.search('7', 'w') > 0, shown)
    local input = vim.fn.input
    vim.fn.input = function(options)
      assert(options.default == '7' and options.prompt:find('自然人', 1, true), vim.inspect(options))
      return '0'
    end
    vim.api.nvim_feedkeys('\r', 'x', false)
    wait(function()
      return not text(window):find('≠', 1, true)
    end, 'the figure in the draft')
    vim.fn.input = input
    assert(table.concat(vim.api.nvim_buf_get_lines(draft, 0, -1, false), '\n'):find('一、本年新收[^\n]*\t0\t0\t0'))
    vim.api.nvim_feedkeys('u', 'x', false)
    wait(function()
      return text(window):find('≠', 1, true)
    end, 'the figure as it was')
    vim.api.nvim_feedkeys('q', 'x', false)
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
      session.notes, answered = {}, 0
      vim.cmd('Gaireport restart')
      wait(function()
        return #get_clients({ name = 'gaireport' }) == 0
      end, 'the server to go')
      for _ = 1, 3 do
        vim.cmd.edit(vim.fn.fnameescape(WORK .. '/reports/1.txt'))
        vim.cmd.doautocmd('FileType')
      end
      wait(function()
        return answered > 3 and #session.notes > 0
      end, 'every attempt to fail')
      assert(#session.notes == 1, vim.inspect(session.notes))
      assert(session.notes[1].message:find(sentence, 1, true) and session.notes[1].message:find(program, 1, true), session.notes[1].message)
    end
    gaireport.probe = probe
    vim.g.gaireport_cmd = SERVER
    vim.cmd('Gaireport restart')
    agree(vim.fn.bufnr(WORK .. '/reports/1.txt'))
  end },

  { 'a server whose version is read after its end is known is one', function()
    local slow = WORK .. '/slow'
    write(slow, ('#!/bin/sh\n[ "$1" = --version ] || exec %s "$@"\n(sleep 0.3; exec %s --version) &\n'):format(SERVER, SERVER))
    uv.fs_chmod(slow, 493)
    open('001')
    local before = server().id
    session.notes = {}
    vim.g.gaireport_cmd = slow
    vim.cmd('Gaireport restart')
    another(before)
    agree()
    assert(#session.notes == 0, vim.inspect(session.notes))
    vim.g.gaireport_cmd = SERVER
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
local ended, problem = pcall(function()
  wait(function()
    return #get_clients({ _uninitialized = true }) == #get_clients()
  end, 'every server to be ready')
  for _, client in ipairs(get_clients()) do
    client.stop(client)
  end
  wait(function()
    return #processes() == 0
  end, "the servers' exit")
end)
if not ended then
  print(problem .. '\n')
end
vim.cmd(failures == 0 and ended and 'qall!' or 'cquit!')
