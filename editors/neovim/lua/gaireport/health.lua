-- :checkhealth gaireport
local M = {}

function M.check()
  local gaireport = require('gaireport')
  local health = vim.health or require('health') -- Neovim 0.7
  local start = health.start or health.report_start
  local ok, warn, fail = health.ok or health.report_ok, health.warn or health.report_warn, health.error or health.report_error
  local say = gaireport.say
  start('gaireport')
  if vim.fn.has('nvim-0.8') == 0 then
    fail(say('需要 Neovim 0.8 以上', 'Neovim 0.8 or later is needed'))
    return
  end
  local done, version, sentence
  gaireport.probe(function(answer, problem)
    done, version, sentence = true, answer, problem
  end)
  vim.wait(10000, function()
    return done
  end, 10)
  if version then
    ok(('gaireport-lsp %s: %s'):format(version, vim.fn.exepath(gaireport.cmd()[1])))
  else
    fail(sentence or say('gaireport-lsp 没有响应', 'gaireport-lsp did not answer'))
  end
  if vim.lsp.is_enabled and not vim.lsp.is_enabled('gaireport') then
    warn(say("尚未启用：在 init.lua 里写 vim.lsp.enable('gaireport')", "not enabled: write vim.lsp.enable('gaireport') into init.lua"))
  end
  local running = #gaireport.clients()
  if running > 0 then
    ok(say(('正在运行：%d 个'):format(running), ('running: %d'):format(running)))
  else
    warn(say('没有运行：打开一份 Markdown、文本或 HTML 草稿即启动', 'not running: it begins when a Markdown, text or HTML draft is opened'))
  end
  ok(say(
    '程序只按 vim.g.gaireport_cmd 或 PATH 查找，从不按所打开文件夹里的内容',
    'the program is found by vim.g.gaireport_cmd or PATH, never by anything in the folder that is open'
  ))
end

return M
