//! `AWS::SSM`: parameters.

use cfn::{Arn, Dict, Value, resource, string_enum};

string_enum! {
    /// What a parameter holds. Encrypted ones (`SecureString`) cannot be made by CloudFormation.
    ParameterType {
        /// Text.
        String = "String",
        /// Texts with commas between.
        StringList = "StringList",
    }
}

string_enum! {
    /// How large a parameter may be, and its price.
    ParameterTier {
        /// 4 KB, free; the default.
        Standard = "Standard",
        /// 8 KB and policies, about 0.05 USD a month; there is no way back.
        Advanced = "Advanced",
        /// The cheapest that fits.
        IntelligentTiering = "Intelligent-Tiering",
    }
}

string_enum! {
    /// What a text must be.
    ParameterDataType {
        /// Anything; the default.
        Text = "text",
        /// The id of an image, which the service checks.
        Ec2Image = "aws:ec2:image",
    }
}

resource! {
    /// A parameter; `Ref` yields its name.
    ///
    /// A new name replaces it. Functions that read it per call soon meet the 40 reads per second of an account.
    Parameter = "AWS::SSM::Parameter" {
        required {
            /// What it holds.
            parameter_type: Value<ParameterType> = "Type",
            /// The value, at most 4 KB, 8 KB in the tier `Advanced`; no secrets, everybody reads the template.
            value: Value<String> = "Value",
        }
        optional {
            /// A pattern that the value must fit, at most 1,024 characters.
            allowed_pattern: Value<String> = "AllowedPattern",
            /// What a text must be (default `text`).
            data_type: Value<ParameterDataType> = "DataType",
            /// What it is for, at most 1,024 characters.
            description: Value<String> = "Description",
            /// A name of your own such as `/chat/dev/url`, at most 1,011 characters with the ARN before it; not `aws` or `ssm` first.
            name: Value<String> = "Name",
            /// What happens with time: a JSON list as text, for the tier `Advanced`.
            policies: Value<String> = "Policies",
            /// Tags, at most 50.
            tags: Dict<String> = "Tags",
            /// How large it may be (default `Standard`).
            tier: Value<ParameterTier> = "Tier",
        }
        attributes {
            ARN: Arn<Parameter> = "Arn",
            PARAMETER_TYPE: String = "Type",
            VALUE: String = "Value",
        }
        arn = "Arn"
        replaces_on { "Name" }
    }
}
