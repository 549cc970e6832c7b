//! Of an imported table, only the indexes that are named can be granted.

use constructs::prelude::*;

fn main() {
    let arn = Arn::of("arn:aws:dynamodb:eu-central-1:111122223333:table/users");
    let users = TableRef::imported("Users", arn, ["EmailIndex"]);
    let [by_email, by_name] = users.indexes();
    let _ = (by_email.query(), by_name.query());
}
