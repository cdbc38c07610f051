//! `greenroom health`: what a container asks itself.

use crate::{
    program::{accepts, program, refuses},
    serving::Server,
};

#[test]
fn health_says_whether_the_server_is_ready() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let at = |address: &str| {
        let mut command = program(folder.path());
        // A proxy that is set for what is outside knows nothing of this machine.
        command.arg("health").env("LEPTOS_SITE_ADDR", address).env("HTTP_PROXY", "http://127.0.0.1:9");
        command
    };
    let address = format!("127.0.0.1:{}", server.port);
    accepts("this machine", &mut at(&address), "ready");
    accepts("every address", &mut at(&format!("0.0.0.0:{}", server.port)), "ready");
    server.stop();
    refuses("stopped", &mut at(&address), &["Not ready", "whether the server runs"], &[]);
    refuses("no address", &mut at("here"), &["LEPTOS_SITE_ADDR"], &[]);
}
