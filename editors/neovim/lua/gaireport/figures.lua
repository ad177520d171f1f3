-- The tables of a draft in a window over it, in which figures are changed. What a figure may be the server knows.
local gaireport = require('gaireport')

local M = {}

--- Puts the cells of a table into their places: rows of `{ cell, column }`, and the label above each place.
local function placed(drawn)
  local taken, rows, above = {}, {}, {}
  for y, cells in ipairs(drawn.rows) do
    local column, row = 1, {}
    for _, cell in ipairs(cells) do
      while taken[y .. ' ' .. column] do
        column = column + 1
      end
      for down = y, y + cell.rows - 1 do
        for right = column, column + cell.columns - 1 do
          taken[down .. ' ' .. right] = true
        end
      end
      table.insert(row, { cell = cell, above = above[column] or '' })
      if cell.kind == 'label' and cell.text ~= '' then
        for right = column, column + cell.columns - 1 do
          above[right] = cell.text
        end
      end
      column = column + cell.columns
    end
    table.insert(rows, row)
  end
  return rows
end

--- Adds the rows of a table that hold figures: a line each, its label and its figures; a blank is `_`.
local function add_rows(page, report, drawn)
  for _, row in ipairs(placed(drawn)) do
    local line, label = '', ''
    for _, place in ipairs(row) do
      local cell = place.cell
      if cell.kind == 'label' then
        label = cell.text
      elseif type(cell.id) == 'string' then
        if line == '' then
          line = '  ' .. label
        end
        line = line .. '  '
        local text = cell.text ~= '' and cell.text or '_'
        table.insert(page.figures, {
          report = report, id = cell.id, text = cell.text, name = label .. '，' .. place.above,
          line = #page.lines + 1, from = #line, to = #line + #text,
        })
        line = line .. text
      end
    end
    if line ~= '' then
      table.insert(page.lines, line)
    end
  end
end

--- The lines of the window, and the figures with their places in it.
local function page_of(figures)
  local page = { lines = {}, figures = {} }
  for index, report in ipairs(figures and figures.reports or {}) do
    -- Nothing is `vim.NIL` since Neovim 0.11, and `nil` before.
    if type(report.title) == 'string' then
      table.insert(page.lines, report.title)
    end
    for _, drawn in ipairs(report.tables) do
      vim.list_extend(page.lines, { '', drawn.section .. '  ' .. drawn.summary })
      add_rows(page, index - 1, drawn)
      for _, sum in ipairs(drawn.sums) do
        if sum.verdict == 'broken' then
          table.insert(page.lines, ('  ✗ %s: %s  %s'):format(sum.place, sum.identity, sum.figures))
        end
      end
    end
  end
  return page
end

local function write(buffer, lines)
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
end

--- The figure at the cursor, else the next one in its line.
local function at_cursor(page)
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  for _, figure in ipairs(page.figures) do
    if figure.line == line and column < figure.to then
      return figure
    end
  end
end

--- Goes to the next figure, or with -1 to the one before.
local function step(page, by)
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  local chosen
  for _, figure in ipairs(page.figures) do
    local behind = figure.line > line or (figure.line == line and figure.from > column)
    local before = figure.line < line or (figure.line == line and figure.to <= column)
    if by > 0 and behind then
      chosen = figure
      break
    elseif by < 0 and before then
      chosen = figure
    end
  end
  if chosen then
    vim.api.nvim_win_set_cursor(0, { chosen.line, chosen.from })
  end
end

--- Shows the tables of a draft. `ask(method, parameters, callback)` asks its server; `nothing()` says that there is no report.
function M.show(draft, ask, nothing)
  local uri = vim.uri_from_bufnr(draft)
  ask('gaireport/figures', { uri = uri }, function(figures)
    local page = page_of(figures)
    if #page.lines == 0 then
      return nothing()
    end
    local buffer = vim.api.nvim_create_buf(false, true)
    vim.bo[buffer].bufhidden = 'wipe'
    write(buffer, page.lines)
    local width = 1
    for _, line in ipairs(page.lines) do
      width = math.max(width, vim.fn.strdisplaywidth(line))
    end
    width = math.min(width, math.max(vim.o.columns - 4, 1))
    local height = math.min(#page.lines, math.max(vim.o.lines - 6, 1))
    vim.api.nvim_open_win(buffer, true, {
      relative = 'editor', style = 'minimal', border = 'single', width = width, height = height,
      row = math.max(math.floor((vim.o.lines - height) / 2) - 1, 0), col = math.max(math.floor((vim.o.columns - width) / 2), 0),
    })
    local function refresh()
      ask('gaireport/figures', { uri = uri }, function(again)
        if vim.api.nvim_buf_is_valid(buffer) then
          page = page_of(again)
          write(buffer, page.lines)
        end
      end)
    end
    local function change()
      local figure = at_cursor(page)
      if not figure then
        return
      end
      local text = vim.fn.input({ prompt = figure.name .. '：', default = figure.text, cancelreturn = vim.NIL })
      if text == vim.NIL or text == figure.text then
        return
      end
      local argument = { uri = uri, report = figure.report, cell = figure.id, text = text }
      ask('workspace/executeCommand', { command = 'gaireport.server.setFigure', arguments = { argument } }, function(done)
        if done and type(done.reason) == 'string' then
          vim.notify(done.reason, vim.log.levels.WARN)
        end
        refresh()
      end)
    end
    local function undo()
      vim.api.nvim_buf_call(draft, function()
        vim.cmd('silent! undo')
      end)
      refresh()
    end
    local keys = {
      ['<CR>'] = change,
      u = undo,
      q = '<Cmd>close<CR>',
      ['<Tab>'] = function() step(page, 1) end,
      ['<S-Tab>'] = function() step(page, -1) end,
    }
    for key, does in pairs(keys) do
      vim.keymap.set('n', key, does, { buffer = buffer, nowait = true, desc = gaireport.say('勾稽视图', 'tables and sums') })
    end
    step(page, 1)
  end)
end

return M
