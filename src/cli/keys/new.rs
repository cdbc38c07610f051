//! `keys new`: the setup guide's steps 1 and 2 in one go.

use std::{io, path::Path, process::ExitCode};

use crate::cli::private_file;
use crate::jaas::PrivateKey;

const PRIVATE: &str = "jaasauth.key";
const PUBLIC: &str = "jaasauth.key.pub";

/// Makes a key pair in `folder`.
pub(super) fn new(folder: &Path) -> ExitCode {
    let (private, public) = (folder.join(PRIVATE), folder.join(PUBLIC));
    for path in [&private, &public] {
        if path.exists() {
            eprintln!(
                "{} exists already and is not overwritten. Move it away, or use --out with another folder.",
                path.display()
            );
            return ExitCode::FAILURE;
        }
    }
    eprintln!("Making an RSA key of 4096 bits…");
    match make(&private, &public) {
        Ok(()) => {
            println!("{}", next_steps(&private, &public));
            ExitCode::SUCCESS
        }
        Err(Failure::Key(reason)) => {
            eprintln!("{reason}.");
            ExitCode::FAILURE
        }
        Err(Failure::Write(path, error)) => {
            eprintln!("{path} cannot be written: {error}. Check the folder and its rights, or use --out.");
            ExitCode::FAILURE
        }
    }
}

enum Failure {
    Key(String),
    Write(String, io::Error),
}

fn make(private: &Path, public: &Path) -> Result<(), Failure> {
    let key = PrivateKey::generate().map_err(|error| Failure::Key(error.to_string()))?;
    let secret = key.to_pkcs1_pem().map_err(|error| Failure::Key(error.to_string()))?;
    let open = key.public_pem().map_err(|error| Failure::Key(error.to_string()))?;
    let write = |path: &Path, content: &str, mode| {
        private_file::write_new(path, content.as_bytes(), mode)
            .map_err(|error| Failure::Write(path.display().to_string(), error))
    };
    write(private, &secret, 0o600)?;
    write(public, &open, 0o644)
}

fn next_steps(private: &Path, public: &Path) -> String {
    let (private, public) = (private.display(), public.display());
    format!(
        "\
{private}      the private key. It signs tokens: keep it on the server, never in a repository.
{public}  the public key. JaaS needs it.

Next:
1. In the JaaS console (https://jaas.8x8.vc), under API Keys, choose Add API key and upload {public}.
2. Copy the app id (vpaas-magic-cookie-…) and the id of the new key (such as …/4f4910).
3. Set, in the environment or in .env:

   JITSI_DOMAIN=8x8.vc
   JITSI_APP_ID=<the app id>
   JITSI_KEY_ID=<the id of the key>
   JITSI_PRIVATE_KEY_FILE={private}

4. Check it with `greenroom doctor`, then start the server with `greenroom`."
    )
}
