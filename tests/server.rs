//! The language server as editors meet it: the built program, over real pipes.

#[cfg(test)]
mod server {
    mod client;
    mod configuration;
    mod documents;
    mod parity;
    mod random;
    mod texts;
    mod transport;
    mod workspace;
}
