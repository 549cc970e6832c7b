//! The network that a function runs in.

use aws::lambda::VpcConfig;
use cfn::List;

use crate::{Grant, action};

/// Subnets and security groups of a VPC, for a function that reaches what only the VPC reaches.
///
/// Inside, the internet is reached through a NAT alone, and so are the services of AWS, `@connections` among them, unless
/// the VPC has endpoints for them.
///
/// ```
/// use constructs::prelude::*;
/// let network = Network::new(["subnet-0a1b2c", "subnet-3d4e5f"], ["sg-0a1b2c"]);
/// let reader = Function::rust("lambdas", "reader").network(network);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Network {
    subnets: List<String>,
    security_groups: List<String>,
}

impl Network {
    /// These subnets, two at least so that one zone can fail, and these security groups, at most five; by their ids.
    pub fn new(subnets: impl Into<List<String>>, security_groups: impl Into<List<String>>) -> Self {
        Self {
            subnets: subnets.into(),
            security_groups: security_groups.into(),
        }
    }

    /// Making network interfaces: on everything, because Lambda refuses a role that may do it on less (Lambda guide,
    /// "Giving Lambda functions access to resources in an Amazon VPC").
    pub(crate) fn grant() -> Grant {
        Grant::unscoped([
            action!("ec2:AssignPrivateIpAddresses"),
            action!("ec2:CreateNetworkInterface"),
            action!("ec2:DeleteNetworkInterface"),
            action!("ec2:DescribeNetworkInterfaces"),
            action!("ec2:DescribeSubnets"),
            action!("ec2:UnassignPrivateIpAddresses"),
        ])
    }

    pub(crate) fn to_property(&self) -> VpcConfig {
        VpcConfig::new()
            .security_group_ids(self.security_groups.clone())
            .subnet_ids(self.subnets.clone())
    }
}
