-- :Gaireport and what it does.
local gaireport = require('gaireport')

local M = {}
local commands = {}

local function tell(chinese, english)
  vim.notify(gaireport.say(chinese, english))
end

--- Asks the server of a buffer, or any where the buffer has none; `callback` gets the answer, `nil` if there is none.
local function ask(bufnr, method, parameters, callback)
  local clients = gaireport.clients()
  local client
  for _, one in ipairs(clients) do
    if not client or vim.lsp.buf_is_attached(bufnr, one.id) then
      client = one
    end
  end
  if not client then
    return tell('gaireport-lsp 没有运行', 'gaireport-lsp is not running')
  end
  local answered = function(problem, answer)
    if problem then
      vim.notify(problem.message or tostring(problem), vim.log.levels.ERROR)
    end
    callback(answer ~= vim.NIL and answer or nil)
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, parameters, answered, bufnr)
  else
    client.request(method, parameters, answered, bufnr)
  end
end

--- Milliseconds to wait for actions: they are applied before anything else happens, such as writing the file.
local PATIENCE = 3000

--- Asks the server of the buffer and waits for the answer.
local function ask_now(client, method, parameters, bufnr)
  local new = vim.fn.has('nvim-0.11') == 1
  local answer
  if new then
    answer = client:request_sync(method, parameters, PATIENCE, bufnr)
  else
    answer = client.request_sync(method, parameters, PATIENCE, bufnr)
  end
  return answer and answer.result
end

--- Applies the first action of a kind in a range; says whether there was one.
local function apply(kind, range)
  local bufnr = vim.api.nvim_get_current_buf()
  for _, client in ipairs(gaireport.clients()) do
    if vim.lsp.buf_is_attached(bufnr, client.id) then
      local parameters = {
        textDocument = { uri = vim.uri_from_bufnr(bufnr) },
        range = range,
        context = { diagnostics = {}, only = { kind } },
      }
      local action = (ask_now(client, 'textDocument/codeAction', parameters, bufnr) or {})[1]
      if action and not action.edit then
        action = ask_now(client, 'codeAction/resolve', action, bufnr) or action
      end
      if action and action.edit then
        vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
        return true
      end
    end
  end
  return false
end

function commands.fix()
  local last = vim.api.nvim_buf_line_count(0)
  local all = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } }
  if not apply('source.fixAll.gaireport', all) then
    tell('没有可以自动修正的写法问题', "there is nothing that can be put right without a person's word")
  end
end

function commands.redraw()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local here = { line = line, character = 0 }
  if not apply('refactor.rewrite.redraw', { start = here, ['end'] = here }) then
    tell('这里没有可重画的表：光标不在表里，或者表已经是标准格式', 'here is no table to be redrawn')
  end
end

function commands.restart()
  gaireport.restart()
end

--- Begins a report: `:Gaireport new ORGAN YEAR`, asking for what is not said.
function commands.new(arguments)
  local organization = arguments[1] or vim.fn.input(gaireport.say('单位全称：', 'Full name of the organ: '))
  local year = tonumber(arguments[2] or vim.fn.input(gaireport.say('年报年度：', 'Year of the report: '), os.date('%Y') - 1))
  if organization == '' or not year then
    return tell('单位全称和四位年度都要写', 'both the name of the organ and the year are needed')
  end
  local parameters = {
    command = 'gaireport.server.newReport',
    arguments = { { organization = organization, year = year, kind = 'md' } },
  }
  ask(0, 'workspace/executeCommand', parameters, function(report)
    if report then
      vim.cmd.enew()
      if vim.fn.filereadable(report.file) == 0 then
        vim.api.nvim_buf_set_name(0, report.file)
      end
      vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(report.text, '\n'))
      vim.bo.filetype = 'markdown'
    end
  end)
end

--- Checks all drafts of the open folders and lists what was found.
function commands.check()
  local parameters = { command = 'gaireport.server.checkWorkspace', arguments = {} }
  ask(0, 'workspace/executeCommand', parameters, function()
    vim.diagnostic.setqflist()
  end)
end

--- Shows the tables of the draft, in which figures are changed, with the sums that do not hold.
function commands.figures()
  local bufnr = vim.api.nvim_get_current_buf()
  require('gaireport.figures').show(bufnr, function(method, parameters, callback)
    ask(bufnr, method, parameters, callback)
  end, function()
    tell('这里没有年报', 'here is no report')
  end)
end

--- Opens the page of the rule behind the finding at the cursor.
function commands.rule()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  for _, diagnostic in ipairs(vim.diagnostic.get(0, { lnum = line })) do
    local facts = vim.tbl_get(diagnostic, 'user_data', 'lsp', 'codeDescription')
    if facts then
      return vim.cmd.split(vim.fn.fnameescape(facts.href))
    end
  end
  tell('光标所在行没有问题', 'nothing was found in this line')
end

--- Fills a buffer with the page behind an address.
function M.read_page(bufnr, address)
  vim.bo[bufnr].buftype = 'nofile'
  vim.bo[bufnr].bufhidden = 'wipe'
  ask(bufnr, 'gaireport/page', { uri = address }, function(page)
    vim.bo[bufnr].modifiable = true
    vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, vim.split(page and page.text or address, '\n'))
    vim.bo[bufnr].modifiable = false
    vim.bo[bufnr].filetype = 'markdown'
  end)
end

function M.run(arguments)
  local name = table.remove(arguments, 1)
  local command = commands[name]
  if command then
    command(arguments)
  else
    tell('没有这个操作：' .. name, 'there is no such action: ' .. name)
  end
end

function M.complete(lead)
  local names = vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, vim.tbl_keys(commands))
  table.sort(names)
  return names
end

return M
