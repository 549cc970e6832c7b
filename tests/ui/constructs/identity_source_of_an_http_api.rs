//! Identity sources of HTTP APIs are refused by WebSocket APIs, so text is no source.

use constructs::prelude::*;

fn guard(api: &ApiRef, verifier: &FunctionRef) -> Authorizer {
    Authorizer::request(api, verifier).require("$request.header.Authorization")
}

fn main() {}
