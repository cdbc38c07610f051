//! `explain`: what a token says and which rules it breaks. The judging is `jaas::explain`'s.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use serde_json::json;

use super::paragraph;
use crate::{
    clock::{SystemWorld, World},
    jaas::{
        Verifier,
        explain::{Explanation, Finding, Grade, explain},
    },
};

/// The exit code for a text that is no token, and for a key that cannot be used.
const CANNOT_TELL: u8 = 2;
/// The most that is read of standard input, in bytes; a token is a hundredth of that.
const MOST_READ: u64 = 256 * 1024;

/// What `explain` is asked.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The token, or `-` for standard input. An argument lands in the shell's history and in the
    /// list of processes: prefer `-` while the token is valid.
    token: String,
    /// The issuer's public key as PEM: then the signature is checked, too.
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// Explains the token.
pub(super) fn run(args: &ExplainArgs) -> ExitCode {
    match explained(args) {
        Ok(explanation) => {
            println!("{}", if args.json { as_json(&explanation) } else { as_text(&explanation) });
            ExitCode::from(u8::from(explanation.breaks_a_rule()))
        }
        Err(words) => {
            if args.json {
                println!("{:#}", json!({ "ok": false, "error": words }));
            } else {
                eprintln!("{words}.");
            }
            ExitCode::from(CANNOT_TELL)
        }
    }
}

fn explained(args: &ExplainArgs) -> Result<Explanation, String> {
    let key = args.public_key.as_deref().map(public_key).transpose()?;
    let token = if args.token == "-" { standard_input()? } else { args.token.clone() };
    explain(&token, SystemWorld.now(), key.as_ref()).map_err(|error| error.to_string())
}

fn public_key(path: &Path) -> Result<Verifier, String> {
    let file = path.display();
    let pem = fs::read_to_string(path)
        .map_err(|error| format!("{file} cannot be read ({error}): check the path and its rights"))?;
    Verifier::from_public_pem(&pem).map_err(|error| format!("{file} cannot be used: {error}"))
}

fn standard_input() -> Result<String, String> {
    let mut text = String::new();
    let read = io::stdin().take(MOST_READ).read_to_string(&mut text);
    read.map_err(|error| format!("standard input cannot be read ({error}): pipe the token into it")).map(|_| text)
}

fn as_json(explanation: &Explanation) -> String {
    let mut body = json!(explanation);
    body["ok"] = json!(!explanation.breaks_a_rule());
    format!("{body:#}")
}

fn as_text(explanation: &Explanation) -> String {
    let mut lines: Vec<_> =
        explanation.says.iter().map(|saying| paragraph::labelled(saying.topic, &saying.words)).collect();
    lines.push(String::new());
    let verdict = match (explanation.breaks_a_rule(), explanation.findings.is_empty()) {
        (true, _) => "It breaks rules:",
        (false, true) => "It breaks no rule.",
        (false, false) => "It breaks no rule, and yet:",
    };
    lines.push(verdict.to_owned());
    lines.extend(explanation.findings.iter().map(finding));
    lines.push(String::new());
    lines.push("Nobody can tell from the token alone:".to_owned());
    lines.extend(explanation.open.iter().map(|open| paragraph::labelled("", open)));
    lines.join("\n")
}

fn finding(finding: &Finding) -> String {
    let label = match finding.grade {
        Grade::Broken => "broken",
        Grade::Caution => "caution",
    };
    format!("{}\n{}", paragraph::labelled(label, finding.rule.key()), paragraph::labelled("", &finding.words))
}
