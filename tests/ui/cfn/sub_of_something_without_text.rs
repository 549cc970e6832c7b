//! Only what has a form in a template fills a hole.

use cfn::sub;

struct Secret;

fn main() {
    let _ = sub!("token {}", Secret);
}
