//! What the server itself counted, read from its `/metrics`.

use crate::{
    Outcome,
    client::Connection,
    server::{Server, TOKENS},
};

/// Sums of the server's own clock, in seconds.
pub struct Ledger {
    /// Signing, from when a core was free to the signature.
    pub signing: f64,
    /// Whole answers to the API's question for a token.
    pub answers: f64,
}

impl Ledger {
    /// As it stands now.
    pub async fn of(server: &Server) -> Outcome<Self> {
        let answer = Connection::open(&server.address).await?.send(&Server::figures_request()).await?;
        Self::read(std::str::from_utf8(&answer.body)?)
    }

    /// What was added since `before`.
    pub fn since(&self, before: &Self) -> Self {
        Self { signing: self.signing - before.signing, answers: self.answers - before.answers }
    }

    fn read(text: &str) -> Outcome<Self> {
        let answers = format!("greenroom_http_request_seconds_sum{{route=\"{TOKENS}\"}}");
        // A sum of what has not happened yet is not written.
        let sum = |name: &str| -> Outcome<f64> {
            let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            Ok(value.map(str::parse).transpose()?.unwrap_or_default())
        };
        Ok(Self { signing: sum("greenroom_signing_seconds_sum")?, answers: sum(&answers)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_and_missing_ones_are_nothing() {
        let text = "# TYPE greenroom_signing_seconds histogram\ngreenroom_signing_seconds_sum 0.5\n\
                    greenroom_http_request_seconds_sum{route=\"/api/jitsi/jwt\"} 0.75\n# EOF\n";
        let ledger = Ledger::read(text).unwrap();
        assert_eq!(format!("{} {}", ledger.signing, ledger.answers), "0.5 0.75");
        let empty = Ledger::read("# EOF\n").unwrap();
        assert_eq!(format!("{} {}", empty.signing, empty.answers), "0 0");
    }
}
