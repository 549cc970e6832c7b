//! Where the service takes some words only, the table takes an enum.

use aws::apigatewayv2::RouteSettings;

fn main() {
    let _ = RouteSettings::new().logging_level("DEBUG");
}
