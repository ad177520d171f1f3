-- The server: where it is, whether it is one, and that it comes back when it fails.
local M = {}

local FILETYPES = { 'markdown', 'text', 'html' }
local MARKERS = { 'gaireport.toml', '.gaireport.toml', '.git' }

--- After so many failures the server stays down.
local MOST_FAILURES = 5

--- Failures longer ago than this, in milliseconds, are forgotten.
local MEMORY = 180000

--- How long, in milliseconds, a program's words are waited for after its end: something that it left behind may keep its
--- output open.
local LAST_WORDS = 2000

--- What the server says when it is asked for its version.
local VERSION = '^gaireport%-lsp (%S+)'

local uv = vim.uv or vim.loop
--- Times of failures, by the folder that the server was for.
local failures = {}
local proven = {}

--- One of two wordings, by the language that Neovim speaks.
function M.say(chinese, english)
  local language = vim.env.LC_ALL or vim.env.LC_MESSAGES or vim.env.LANG or vim.v.lang or ''
  return language:match('^zh') and chinese or english
end

--- The program in a folder of PATH. Windows itself would look in the current folder first, which may come from anybody.
local function installed(name)
  if vim.fn.has('win32') == 0 then
    return name
  end
  for folder in (vim.env.PATH or ''):gmatch('[^;]+') do
    local program = folder .. '\\' .. name .. '.exe'
    if folder:match('^%a:[\\/]') and vim.fn.filereadable(program) == 1 then
      return program
    end
  end
  -- Where `cargo install` puts it, whether that is in PATH or not.
  return vim.fn.expand('~') .. '\\.cargo\\bin\\' .. name .. '.exe'
end

--- The command that runs the server: `vim.g.gaireport_cmd`, else the program on the path.
function M.cmd()
  local cmd = vim.g.gaireport_cmd
  if type(cmd) == 'string' then
    cmd = { vim.fn.expand(cmd) }
  end
  return cmd or { installed('gaireport-lsp') }
end

--- Runs a program with `--version`; calls back with what it wrote and its exit code, or with nothing and the reason why it
--- could not be begun. That it has ended may be known before its words are read, so these are waited for.
local function ask(program, callback)
  local said, code, over = '', nil, false
  local out, timer = uv.new_pipe(false), uv.new_timer()
  local function finish(...)
    out:close()
    timer:close()
    local answer = callback
    callback = nil
    answer(...)
  end
  local settle = vim.schedule_wrap(function()
    if callback and code and (over or said:match(VERSION)) then
      finish(said, code)
    end
  end)
  local process, problem
  process, problem = uv.spawn(program, { args = { '--version' }, stdio = { nil, out, nil } }, function(exit_code)
    process:close()
    code = exit_code
    timer:start(LAST_WORDS, 0, function()
      over = true
      settle()
    end)
    settle()
  end)
  if not process then
    return finish(nil, problem)
  end
  out:read_start(function(_, chunk)
    said, over = said .. (chunk or ''), over or not chunk
    settle()
  end)
end

--- Calls back with the version of the server, or with nothing and one sentence that says why there is none.
function M.probe(callback)
  local program = M.cmd()[1]
  if vim.fn.executable(program) == 0 then
    return callback(nil, M.say(
      ('没有找到 %s：安装它，或者在 vim.g.gaireport_cmd 里写明位置'):format(program),
      ('%s was not found: install it, or write where it is into vim.g.gaireport_cmd'):format(program)
    ))
  end
  if proven[program] then
    return callback(proven[program])
  end
  ask(program, function(said, outcome)
    proven[program] = said and said:match(VERSION)
    if proven[program] then
      callback(proven[program])
    elseif not said then
      callback(nil, M.say(('%s 不能运行：%s'):format(program, outcome), ('%s cannot be run: %s'):format(program, outcome)))
    elseif outcome ~= 0 then
      callback(nil, M.say(
        ('%s 不能运行：退出码 %d'):format(program, outcome),
        ('%s cannot be run: it ended with code %d'):format(program, outcome)
      ))
    else
      callback(nil, M.say(('%s 不是 gaireport-lsp'):format(program), ('%s is not gaireport-lsp'):format(program)))
    end
  end)
end

--- Says a sentence once; later, since an error in an autocommand would end what set it off.
local function complain(sentence)
  vim.schedule(function()
    vim.notify_once(sentence, vim.log.levels.ERROR)
  end)
end

--- The folder of a draft: the nearest with a configuration or a repository.
local function root(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  if name == '' then
    return nil
  end
  local found = vim.fs.find(MARKERS, { path = vim.fs.dirname(name), upward = true })[1]
  return found and vim.fs.dirname(found)
end

--- Begins the server anew after it failed, for the drafts that it served. At once: a buffer that is changed while it has
--- no server is not followed any more, even when it gets one (Neovim 0.11 and 0.12).
local function failed(folder, buffers)
  local now = uv.now()
  local times = vim.tbl_filter(function(time)
    return now - time < MEMORY
  end, failures[folder] or {})
  table.insert(times, now)
  failures[folder] = times
  if #times >= MOST_FAILURES then
    return vim.notify(M.say(
      ('gaireport-lsp 三分钟内异常退出 %d 次，已停止；:Gaireport restart 重新启动'):format(#times),
      ('gaireport-lsp failed %d times within three minutes and was stopped; :Gaireport restart begins it anew'):format(#times)
    ), vim.log.levels.ERROR)
  end
  for _, bufnr in ipairs(buffers) do
    M.attach(bufnr)
  end
end

--- Drafts that are open.
function M.drafts()
  return vim.tbl_filter(function(bufnr)
    local kind = vim.bo[bufnr].filetype
    return vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].buftype == '' and vim.tbl_contains(FILETYPES, kind)
  end, vim.api.nvim_list_bufs())
end

local function on_exit(code, signal, id)
  -- Neovim itself ends a server that does not leave with signal 15.
  local wanted = (code == 0 and signal == 0) or signal == 15 or vim.v.exiting ~= vim.NIL
  local client = vim.lsp.get_client_by_id(id)
  if client and not wanted then
    local folder, buffers = client.config.root_dir, vim.tbl_keys(client.attached_buffers)
    vim.schedule(function()
      if #buffers == 0 then
        -- Neovim 0.9 attaches nothing before the server has answered.
        buffers = vim.tbl_filter(function(bufnr)
          return root(bufnr) == folder
        end, M.drafts())
      end
      failed(folder or '', buffers)
    end)
  end
end

--- What `vim.lsp.config` takes.
function M.config()
  return {
    name = 'gaireport',
    cmd = function(dispatchers)
      return vim.lsp.rpc.start(M.cmd(), dispatchers)
    end,
    filetypes = FILETYPES,
    root_dir = function(bufnr, on_dir)
      M.probe(function(version, sentence)
        if version then
          on_dir(root(bufnr))
        else
          complain(sentence)
        end
      end)
    end,
    -- The server calls plain text what Neovim calls text.
    get_language_id = function(_, filetype)
      return filetype == 'text' and 'plaintext' or filetype
    end,
    -- Neovim keeps the address of a rule's page, but does not say so; `:Gaireport rule` opens it.
    before_init = function(parameters)
      local known = parameters.capabilities.textDocument
      -- When it has to ask for findings, it asks for those of the buffer that is current: after a failure or a restart the
      -- other drafts would have none (Neovim 0.10 to 0.12). So the server is to tell them.
      known.diagnostic = nil
      known.publishDiagnostics = known.publishDiagnostics or {}
      known.publishDiagnostics.codeDescriptionSupport = true
    end,
    on_exit = on_exit,
  }
end

--- One server for each folder, and one for all drafts that have none: some versions would begin one for each of these.
local function same(client, config)
  return client.name == config.name and client.config.root_dir == config.root_dir and not client.is_stopped(client)
end

--- Has a buffer looked at, whatever the version of Neovim.
function M.attach(bufnr)
  local config = vim.lsp.config and vim.lsp.config.gaireport or M.config()
  local find = config.root_dir
  local start = function(folder)
    if not vim.api.nvim_buf_is_loaded(bufnr) then
      return
    end
    local own = vim.tbl_extend('force', config, {})
    own.root_dir = folder
    if vim.fn.has('nvim-0.10') == 1 then
      vim.lsp.start(own, { bufnr = bufnr, reuse_client = same })
    else
      -- The oldest versions take a list for the command, and the buffer that is current.
      own.cmd = M.cmd()
      vim.api.nvim_buf_call(bufnr, function()
        vim.lsp.start(own, { reuse_client = same })
      end)
    end
  end
  if type(find) == 'function' then
    find(bufnr, start)
  else
    start(find)
  end
end

--- Has drafts looked at from now on, in Neovim 0.8 and later. Neovim 0.11 knows `vim.lsp.enable('gaireport')` too.
function M.setup()
  if vim.fn.has('nvim-0.8') == 0 then
    return vim.notify(M.say('gaireport 需要 Neovim 0.8 以上', 'gaireport needs Neovim 0.8 or later'), vim.log.levels.ERROR)
  end
  if vim.lsp.enable then
    return vim.lsp.enable('gaireport')
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('gaireport', {}),
    pattern = FILETYPES,
    callback = function(event)
      M.attach(event.buf)
    end,
  })
  vim.tbl_map(M.attach, M.drafts())
end

--- The running servers.
function M.clients()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get({ name = 'gaireport' })
end

--- Begins anew with a clean slate.
function M.restart()
  failures, proven = {}, {}
  local drafts = M.drafts()
  local running = M.clients()
  for _, client in ipairs(running) do
    client.stop(client, true)
  end
  local function begin()
    for _, client in ipairs(running) do
      if vim.lsp.get_client_by_id(client.id) then
        return vim.defer_fn(begin, 20)
      end
    end
    vim.tbl_map(M.attach, drafts)
  end
  begin()
end

return M
