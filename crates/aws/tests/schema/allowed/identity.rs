//! Exceptions of the shelf `identity`.

use super::{Allowed, Kind};

pub(super) const ALLOWED: &[Allowed] = &[
    Allowed {
        place: "AWS::Cognito::UserPool.SmsConfiguration",
        kind: Kind::Untyped,
        names: &["EumsSms"],
        reason: "another sender of short messages, with settings for the laws of single countries",
    },
    Allowed {
        place: "AWS::SSM::Parameter",
        kind: Kind::Attribute,
        names: &["Type", "Value"],
        reason: "`Fn::GetAtt` yields both, although the schema lists them only as properties",
    },
];
