//! `AWS::CertificateManager`: certificates for domains.

use cfn::{Arn, List, Value, property, resource, string_enum};

use crate::Tag;

string_enum! {
    /// How you show that a domain is yours.
    ValidationMethod {
        /// By a record, which renews for ever.
        Dns = "DNS",
        /// By an answer to a mail, each year again; the default.
        Email = "EMAIL",
        /// By a file that a distribution serves.
        Http = "HTTP",
    }
}

string_enum! {
    /// The kind of a certificate's key.
    KeyAlgorithm {
        /// RSA of 2,048 bits; the default, and what every service takes.
        Rsa2048 = "RSA_2048",
        /// A pair on the curve P-256.
        EcPrime256V1 = "EC_prime256v1",
        /// A pair on the curve P-384.
        EcSecp384R1 = "EC_secp384r1",
    }
    // For imported and private certificates only.
    left_out { "RSA_1024", "RSA_3072", "RSA_4096", "EC_secp521r1" }
}

string_enum! {
    /// A switch.
    Preference {
        /// On.
        Enabled = "ENABLED",
        /// Off.
        Disabled = "DISABLED",
    }
}

property! {
    /// How a domain of the certificate is validated.
    DomainValidationOption {
        required {
            /// The domain.
            domain_name: Value<String> = "DomainName",
        }
        optional {
            /// The zone where CloudFormation writes the record; without it somebody must, while the stack waits.
            hosted_zone_id: Value<String> = "HostedZoneId",
            /// The parent domain whose people get the mail.
            validation_domain: Value<String> = "ValidationDomain",
        }
    }
}

resource! {
    /// A certificate; `Ref` yields its ARN.
    ///
    /// New domains, options, keys or authorities replace it. The stack waits until it is validated, up to 72 hours. An API
    /// needs it in its own region, CloudFront in us-east-1.
    Certificate = "AWS::CertificateManager::Certificate" {
        required {
            /// The domain, at most 253 characters; `*.example.com` covers one level, not `example.com` itself.
            domain_name: Value<String> = "DomainName",
        }
        optional {
            /// The ARN of a private authority that issues it (default: Amazon, and free).
            certificate_authority_arn: Value<String> = "CertificateAuthorityArn",
            /// Whether certificate and key may leave AWS (default `DISABLED`); at a price.
            certificate_export: Value<Preference> = "CertificateExport",
            /// Whether it stands in public logs (default `ENABLED`); browsers refuse one that does not.
            certificate_transparency_logging_preference: Value<Preference> = "CertificateTransparencyLoggingPreference",
            /// How each domain is validated.
            domain_validation_options: List<DomainValidationOption> = "DomainValidationOptions",
            /// The kind of key (default `RSA_2048`).
            key_algorithm: Value<KeyAlgorithm> = "KeyAlgorithm",
            /// Further domains, at most 9 unless the quota is raised.
            subject_alternative_names: List<String> = "SubjectAlternativeNames",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// How you show that the domains are yours (default `EMAIL`).
            validation_method: Value<ValidationMethod> = "ValidationMethod",
        }
        attributes { CERTIFICATE_ARN: Arn<Certificate> = "CertificateArn" }
        arn = Ref
        replaces_on {
            "CertificateAuthorityArn", "CertificateExport", "DomainName", "DomainValidationOptions", "KeyAlgorithm",
            "SubjectAlternativeNames",
        }
        // What `Ref` yields, in the schema for cfn-lint's sake: a template cannot set it.
        left_out { "Id" }
    }
}
