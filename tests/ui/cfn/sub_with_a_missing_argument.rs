//! Text with two holes takes two arguments.

use cfn::sub;

fn main() {
    let _ = sub!("wss://{}/{}", "example.com");
}
