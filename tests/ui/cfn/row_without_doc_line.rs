//! Every row of a table says what it means.

cfn::property! {
    /// Where failed messages go.
    RedrivePolicy {
        required {
            max_receive_count: cfn::Value<i64> = "maxReceiveCount",
        }
        optional {}
    }
}

fn main() {}
