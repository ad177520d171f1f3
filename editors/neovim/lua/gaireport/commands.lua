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

--- Applies the first action of a kind.
local function apply(kind)
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { kind }, diagnostics = {} },
    filter = (function()
      local first = true
      return function(action)
        local own = action.kind and vim.startswith(action.kind, kind) and first
        first = first and not own
        return own
      end
    end)(),
  })
end

function commands.fix()
  apply('source.fixAll.gaireport')
end

function commands.redraw()
  apply('refactor.rewrite.redraw')
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
    arguments = { { organization = organization, year = year, languageId = 'markdown' } },
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

--- Lists the tables of the draft with their sums, those that do not hold with figures.
function commands.figures()
  local bufnr = vim.api.nvim_get_current_buf()
  ask(bufnr, 'gaireport/figures', { uri = vim.uri_from_bufnr(bufnr) }, function(figures)
    local lines = {}
    for _, report in ipairs(figures and figures.reports or {}) do
      if report.title ~= vim.NIL then
        table.insert(lines, report.title)
      end
      for _, drawn in ipairs(report.tables) do
        vim.list_extend(lines, { '', drawn.section .. '  ' .. drawn.summary })
        for _, sum in ipairs(drawn.sums) do
          if sum.verdict ~= 'held' then
            table.insert(lines, ('  %s: %s  %s'):format(sum.place, sum.identity, sum.figures))
          end
        end
      end
    end
    if #lines == 0 then
      return tell('这里没有年报', 'here is no report')
    end
    vim.lsp.util.open_floating_preview(lines, 'text', { border = 'single', focus_id = 'gaireport.figures' })
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
    vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, vim.split(page or address, '\n'))
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
