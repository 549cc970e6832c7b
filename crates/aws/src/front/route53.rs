//! `AWS::Route53`: records of domains.

use cfn::{List, Value, property, resource, string_enum};

string_enum! {
    /// The type of a record.
    RecordType {
        /// An IPv4 address.
        A = "A",
        /// An IPv6 address.
        Aaaa = "AAAA",
        /// Authorities that may issue certificates.
        Caa = "CAA",
        /// Another name; not for the zone's own.
        Cname = "CNAME",
        /// The key of a zone below.
        Ds = "DS",
        /// How to reach a site.
        Https = "HTTPS",
        /// Servers for mail.
        Mx = "MX",
        /// Rules that rewrite names.
        Naptr = "NAPTR",
        /// Servers for the zone.
        Ns = "NS",
        /// The name of an address.
        Ptr = "PTR",
        /// The zone's own record.
        Soa = "SOA",
        /// Who may send mail; outdated, use text.
        Spf = "SPF",
        /// The server of a service.
        Srv = "SRV",
        /// Fingerprints of SSH keys.
        Sshfp = "SSHFP",
        /// How to reach a service.
        Svcb = "SVCB",
        /// Certificates of a service.
        Tlsa = "TLSA",
        /// Text.
        Txt = "TXT",
    }
}

string_enum! {
    /// Which of two records answers.
    Failover {
        /// This one while it is healthy.
        Primary = "PRIMARY",
        /// This one while the other is not.
        Secondary = "SECONDARY",
    }
}

property! {
    /// A name of AWS that answers in the record's place, free of charge. Needs neither values nor a TTL.
    AliasTarget {
        required {
            /// The name, such as a domain's `RegionalDomainName`.
            dns_name: Value<String> = "DNSName",
            /// The zone of that name, not yours: a domain's `RegionalHostedZoneId`, `Z2FDTNDATAQYW2` for CloudFront.
            hosted_zone_id: Value<String> = "HostedZoneId",
        }
        optional {
            /// Is as healthy as its target (default false); must be false for CloudFront.
            evaluate_target_health: Value<bool> = "EvaluateTargetHealth",
        }
    }
}

property! {
    /// Askers of one block of addresses.
    CidrRoutingConfig {
        required {
            /// The id of the collection of blocks.
            collection_id: Value<String> = "CollectionId",
            /// The name of the blocks, or `*` for all others.
            location_name: Value<String> = "LocationName",
        }
        optional {}
    }
}

property! {
    /// Askers of one part of the world.
    GeoLocation {
        required {}
        optional {
            /// A continent of two letters.
            continent_code: Value<String> = "ContinentCode",
            /// A country of two letters, or `*` for all others.
            country_code: Value<String> = "CountryCode",
            /// A state of the USA.
            subdivision_code: Value<String> = "SubdivisionCode",
        }
    }
}

property! {
    /// A place: degrees as text, with two digits behind the point.
    Coordinates {
        required {
            /// North of the equator, -90 to 90.
            latitude: Value<String> = "Latitude",
            /// East of Greenwich, -180 to 180.
            longitude: Value<String> = "Longitude",
        }
        optional {}
    }
}

property! {
    /// The place of a record; askers get the nearest.
    GeoProximityLocation {
        required {}
        optional {
            /// A region.
            aws_region: Value<String> = "AWSRegion",
            /// Makes its part of the world larger or smaller, -99 to 99 (default 0).
            bias: Value<i64> = "Bias",
            /// Or a place.
            coordinates: Value<Coordinates> = "Coordinates",
            /// Or a group of local zones.
            local_zone_group: Value<String> = "LocalZoneGroup",
        }
    }
}

resource! {
    /// A record, or one of several with the same name and type; `Ref` yields its name.
    ///
    /// A new zone replaces it. A record that somebody else made is in the way: creation fails.
    RecordSet = "AWS::Route53::RecordSet" {
        required {
            /// The full name, with or without a dot behind it; `*.example.com` answers for all that have no record.
            name: Value<String> = "Name",
            /// The type.
            record_type: Value<RecordType> = "Type",
        }
        optional {
            /// A name of AWS that answers; excludes values and TTL.
            alias_target: Value<AliasTarget> = "AliasTarget",
            /// Answers askers of one block of addresses.
            cidr_routing_config: Value<CidrRoutingConfig> = "CidrRoutingConfig",
            /// A note for the change, at most 256 characters.
            comment: Value<String> = "Comment",
            /// Answers while it or another is healthy.
            failover: Value<Failover> = "Failover",
            /// Answers askers of one part of the world.
            geo_location: Value<GeoLocation> = "GeoLocation",
            /// Answers askers that are near.
            geo_proximity_location: Value<GeoProximityLocation> = "GeoProximityLocation",
            /// The health check without which it does not answer.
            health_check_id: Value<String> = "HealthCheckId",
            /// The zone's id; excludes its name.
            hosted_zone_id: Value<String> = "HostedZoneId",
            /// The zone's name with a dot behind it; fails where two zones have it.
            hosted_zone_name: Value<String> = "HostedZoneName",
            /// Answers along with up to seven healthy others (default false).
            multi_value_answer: Value<bool> = "MultiValueAnswer",
            /// Answers askers to whom this region is the fastest.
            region: Value<String> = "Region",
            /// The values; text in quotes of its own, at most 255 characters each.
            resource_records: List<String> = "ResourceRecords",
            /// Tells it from the others of its name and type, at most 128 characters; needed with weight, region, place, failover.
            set_identifier: Value<String> = "SetIdentifier",
            /// Seconds that resolvers keep it: digits as text. Needed beside values.
            ttl: Value<String> = "TTL",
            /// Answers this share of askers: its weight over all weights, 0 to 255.
            weight: Value<i64> = "Weight",
        }
        attributes {}
        replaces_on { "HostedZoneId", "HostedZoneName" }
    }
}
