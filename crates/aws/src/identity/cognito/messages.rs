//! What a user pool writes to its users, and through whom.

use cfn::{Arn, Tree, Value, property, string_enum};

use crate::iam::Role;

string_enum! {
    /// Who sends mail.
    EmailSendingAccount {
        /// Cognito, 50 mails a day at most: enough to try things.
        CognitoDefault = "COGNITO_DEFAULT",
        /// SES in your account, from an address that you verified there.
        Developer = "DEVELOPER",
    }
}

string_enum! {
    /// How users show that an address is theirs.
    DefaultEmailOption {
        /// They type a code; the default.
        ConfirmWithCode = "CONFIRM_WITH_CODE",
        /// They follow a link; needs a domain.
        ConfirmWithLink = "CONFIRM_WITH_LINK",
    }
}

property! {
    /// Through whom mail goes.
    EmailConfiguration {
        required {}
        optional {
            /// The set of SES's settings that mail is sent with.
            configuration_set: Value<String> = "ConfigurationSet",
            /// Who sends (default `COGNITO_DEFAULT`).
            email_sending_account: Value<EmailSendingAccount> = "EmailSendingAccount",
            /// The sender, such as `Chat <chat@example.com>`; for SES.
            from: Value<String> = "From",
            /// Where answers go.
            reply_to_email_address: Value<String> = "ReplyToEmailAddress",
            /// The ARN of the identity in SES.
            source_arn: Value<String> = "SourceArn",
        }
    }
}

property! {
    /// Through whom short messages go.
    SmsConfiguration {
        required {}
        optional {
            /// Sends through End User Messaging instead of SNS.
            eums_sms: Value<Tree> = "EumsSms",
            /// A text that the role's trust must ask for, against use by strangers.
            external_id: Value<String> = "ExternalId",
            /// The role that Cognito takes to publish; an account in SNS's sandbox reaches verified numbers only.
            sns_caller_arn: Value<Arn<Role>> = "SnsCallerArn",
            /// The region to publish in.
            sns_region: Value<String> = "SnsRegion",
        }
    }
}

property! {
    /// What a user is told whom an administrator made; `{username}` and `{####}` stand for name and password.
    InviteMessageTemplate {
        required {}
        optional {
            /// The mail, 6 to 20,000 characters.
            email_message: Value<String> = "EmailMessage",
            /// Its subject, at most 140 characters.
            email_subject: Value<String> = "EmailSubject",
            /// The short message, 6 to 140 characters.
            sms_message: Value<String> = "SMSMessage",
        }
    }
}

property! {
    /// How users show that an address is theirs, and what they are told; `{####}` stands for the code.
    VerificationMessageTemplate {
        required {}
        optional {
            /// By code or by link (default by code).
            default_email_option: Value<DefaultEmailOption> = "DefaultEmailOption",
            /// The mail with a code, 6 to 20,000 characters.
            email_message: Value<String> = "EmailMessage",
            /// The mail with a link: `{##Verify##}` stands for it.
            email_message_by_link: Value<String> = "EmailMessageByLink",
            /// The subject of the mail with a code, at most 140 characters.
            email_subject: Value<String> = "EmailSubject",
            /// The subject of the mail with a link, at most 140 characters.
            email_subject_by_link: Value<String> = "EmailSubjectByLink",
            /// The short message, 6 to 140 characters.
            sms_message: Value<String> = "SmsMessage",
        }
    }
}
