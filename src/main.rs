//! The program: arguments to the command line's modes or the language server, and an exit code.

mod cli;
mod drafts;
mod mcp;
mod server;

use std::process::ExitCode;

use cli::{Channel, Task};
use server::Client;

#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run(std::env::args_os().collect()) {
        Task::Done(code) => code,
        Task::Serve(channel, language) => {
            let client = match channel {
                Channel::Standard => Client::Standard,
                Channel::Port(port) => Client::Port(port),
                Channel::Pipe(path) => Client::Pipe(path),
            };
            server::run(&client, language)
        }
        Task::TestServer(language) => server::self_test(language),
    }
}
