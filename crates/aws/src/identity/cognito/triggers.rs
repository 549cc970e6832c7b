//! Functions that a user pool asks or tells.

use cfn::{Arn, Value, property, string_enum};

use crate::lambda::Function;

string_enum! {
    /// The form of the event that a function gets.
    TriggerVersion {
        /// The only one.
        V1 = "V1_0",
    }
}

string_enum! {
    /// The form of the event before tokens are made.
    PreTokenVersion {
        /// Changes id tokens.
        V1 = "V1_0",
        /// Changes access tokens too; not in the tier `LITE`.
        V2 = "V2_0",
        /// As above, also for clients without a user.
        V3 = "V3_0",
    }
}

property! {
    /// A function and the form of its event. Both are needed.
    VersionedTrigger {
        required {}
        optional {
            /// The function.
            lambda_arn: Value<Arn<Function>> = "LambdaArn",
            /// The form.
            lambda_version: Value<TriggerVersion> = "LambdaVersion",
        }
    }
}

property! {
    /// The function that changes tokens, and the form of its event. Both are needed.
    PreTokenGenerationConfig {
        required {}
        optional {
            /// The function.
            lambda_arn: Value<Arn<Function>> = "LambdaArn",
            /// The form.
            lambda_version: Value<PreTokenVersion> = "LambdaVersion",
        }
    }
}

property! {
    /// Functions that a user pool calls. Each needs a permission for `cognito-idp.amazonaws.com` and answers within 5 s,
    /// whatever its timeout says.
    LambdaConfig {
        required {}
        optional {
            /// Asks a question of your own.
            create_auth_challenge: Value<Arn<Function>> = "CreateAuthChallenge",
            /// Sends mail; needs a key.
            custom_email_sender: Value<VersionedTrigger> = "CustomEmailSender",
            /// Writes the texts of messages.
            custom_message: Value<Arn<Function>> = "CustomMessage",
            /// Sends short messages; needs a key.
            custom_sms_sender: Value<VersionedTrigger> = "CustomSMSSender",
            /// Decides what a user is asked next.
            define_auth_challenge: Value<Arn<Function>> = "DefineAuthChallenge",
            /// Changes what other identity providers say of a user.
            inbound_federation: Value<VersionedTrigger> = "InboundFederation",
            /// The ARN of the key that codes are encrypted with on their way to custom senders.
            kms_key_id: Value<String> = "KMSKeyID",
            /// Is told of each sign-in.
            post_authentication: Value<Arn<Function>> = "PostAuthentication",
            /// Is told of each confirmed user; may be told twice.
            post_confirmation: Value<Arn<Function>> = "PostConfirmation",
            /// Allows or refuses a sign-in.
            pre_authentication: Value<Arn<Function>> = "PreAuthentication",
            /// Allows or refuses a new user.
            pre_sign_up: Value<Arn<Function>> = "PreSignUp",
            /// Changes id tokens; the same function as in the configuration below, if both are set.
            pre_token_generation: Value<Arn<Function>> = "PreTokenGeneration",
            /// Changes tokens, with the form of the event.
            pre_token_generation_config: Value<PreTokenGenerationConfig> = "PreTokenGenerationConfig",
            /// Takes over a user of an older system at the first sign-in.
            user_migration: Value<Arn<Function>> = "UserMigration",
            /// Judges the answer to a question of your own.
            verify_auth_challenge_response: Value<Arn<Function>> = "VerifyAuthChallengeResponse",
        }
    }
}
