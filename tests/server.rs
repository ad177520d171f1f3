//! The language server as editors meet it: the built program, over real pipes.

#[cfg(test)]
#[path = "strict/program.rs"]
mod strict;

#[cfg(test)]
mod server {
    mod actions;
    mod between;
    mod client;
    mod commands;
    mod configuration;
    mod documents;
    mod features;
    mod last_year;
    mod memory;
    mod parity;
    mod random;
    mod texts;
    mod traces;
    mod transport;
    mod volumes;
    mod workspace;
}
