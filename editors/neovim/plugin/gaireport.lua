-- What is there as soon as the plugin is installed: the command, and pages that the server writes.
if vim.g.loaded_gaireport then
  return
end
vim.g.loaded_gaireport = true

vim.api.nvim_create_user_command('Gaireport', function(call)
  require('gaireport.commands').run(call.fargs)
end, {
  nargs = '+',
  desc = 'Annual reports on government information disclosure',
  complete = function(lead)
    return require('gaireport.commands').complete(lead)
  end,
})

vim.api.nvim_create_autocmd('BufReadCmd', {
  group = vim.api.nvim_create_augroup('gaireport.pages', {}),
  pattern = '*gaireport:*/*',
  desc = 'Pages of rules and notices',
  callback = function(event)
    require('gaireport.commands').read_page(event.buf, event.match:match('gaireport:%a+/.*$'))
  end,
})
