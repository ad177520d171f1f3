-- Configuration for `vim.lsp.enable('gaireport')`, Neovim 0.11 and later.
return require('gaireport').config()
