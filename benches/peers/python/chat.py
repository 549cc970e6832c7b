"""The chat stack as a troposphere user would write it, for benchmarks: prints the template of one stage."""

from troposphere import GetAtt, Ref, Sub, Template, apigatewayv2, awslambda, dynamodb, iam

STAGE = "staging"
template = Template()


def table(name, key, sort, indexes, number=False, stream=None):
    names = {key: "S", sort: "N" if number else "S"}
    names.update({attribute: "S" for _, *keys in indexes for attribute in keys if attribute not in names})
    schema = lambda hash_key, range_key: [
        dynamodb.KeySchema(AttributeName=hash_key, KeyType="HASH"),
        dynamodb.KeySchema(AttributeName=range_key, KeyType="RANGE"),
    ]
    optional = {"StreamSpecification": dynamodb.StreamSpecification(StreamViewType=stream)} if stream else {}
    return template.add_resource(
        dynamodb.Table(
            name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                dynamodb.AttributeDefinition(AttributeName=attribute, AttributeType=kind) for attribute, kind in names.items()
            ],
            KeySchema=schema(key, sort),
            GlobalSecondaryIndexes=[
                dynamodb.GlobalSecondaryIndex(
                    IndexName=index, KeySchema=schema(*keys), Projection=dynamodb.Projection(ProjectionType="ALL")
                )
                for index, *keys in indexes
            ],
            TimeToLiveSpecification=dynamodb.TimeToLiveSpecification(AttributeName="expiresAt", Enabled=True),
            **optional,
        )
    )


tables = [
    table("Connections", "connectionId", "sk",
          [("UserIndex", "userId", "connectionId"), ("RoomIndex", "roomKey", "connectionId")], stream="NEW_AND_OLD_IMAGES"),
    table("Rooms", "roomId", "sk", [("OwnerIndex", "ownerId", "ownerSort"), ("DirectoryIndex", "directoryKey", "activitySort")]),
    table("Messages", "roomBucket", "seq", [("RoomTimestampIndex", "roomBucket", "timeSeq")], number=True),
]
api = template.add_resource(
    apigatewayv2.Api("Api", Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.type")
)


def allow(actions, resources):
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


def function(name):
    connections = Sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/" + STAGE + "/POST/@connections/*")
    statements = [
        allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], [GetAtt(made, "Arn") for made in tables]),
        allow(["execute-api:ManageConnections"], [connections]),
        allow(["logs:CreateLogStream", "logs:PutLogEvents"], ["*"]),
    ]
    role = template.add_resource(
        iam.Role(
            f"{name}Role",
            AssumeRolePolicyDocument={
                "Version": "2012-10-17",
                "Statement": [
                    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
                ],
            },
            Policies=[iam.Policy(PolicyName="Grants", PolicyDocument={"Version": "2012-10-17", "Statement": statements})],
        )
    )
    return template.add_resource(
        awslambda.Function(
            name,
            Runtime="provided.al2023",
            Architectures=["arm64"],
            Handler="bootstrap",
            Code=awslambda.Code(S3Bucket="assets", S3Key=f"{name}.zip"),
            Role=GetAtt(role, "Arn"),
            Timeout=10,
            MemorySize=256,
            Environment=awslambda.Environment(Variables={"CONNECTIONS_TABLE": Ref("Connections")}),
        )
    )


names = ["Authorizer", "Connect", "Disconnect", "Message", "Greeter"]
functions = {name: function(name) for name in names}
template.add_resource(
    awslambda.EventSourceMapping(
        "GreeterStream", FunctionName=Ref("Greeter"), EventSourceArn=GetAtt("Connections", "StreamArn"), StartingPosition="LATEST"
    )
)
uri = lambda name: Sub(
    f"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{name}.Arn}}/invocations"
)
authorizer = template.add_resource(
    apigatewayv2.Authorizer(
        "ConnectAuthorizer", ApiId=Ref(api), AuthorizerType="REQUEST", Name="connect", AuthorizerUri=uri("Authorizer")
    )
)
for name in ["Connect", "Disconnect", "Message"]:
    template.add_resource(
        apigatewayv2.Integration(
            f"{name}Integration", ApiId=Ref(api), IntegrationType="AWS_PROXY", IntegrationMethod="POST", IntegrationUri=uri(name)
        )
    )


def permit(name, target, path):
    template.add_resource(
        awslambda.Permission(
            name,
            Action="lambda:InvokeFunction",
            FunctionName=Ref(target),
            Principal="apigateway.amazonaws.com",
            SourceArn=Sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/" + path),
        )
    )


permit("AuthorizerPermission", "Authorizer", "authorizers/${ConnectAuthorizer}")
routes = {"$connect": "Connect", "$disconnect": "Disconnect", "$default": "Message"}
routes.update(dict.fromkeys(["chat", "join_room", "leave_room", "private_message", "room_list", "hello", "ping"], "Message"))
parts = []
for key, target in routes.items():
    title = key.strip("$").replace("_", " ").title().replace(" ", "")
    extra = {"AuthorizationType": "CUSTOM", "AuthorizerId": Ref(authorizer)} if key == "$connect" else {}
    two_way = key in ("$default", "room_list", "hello", "ping")
    if two_way:
        extra["RouteResponseSelectionExpression"] = "$default"
    parts.append(f"{title}Route")
    template.add_resource(
        apigatewayv2.Route(
            f"{title}Route", ApiId=Ref(api), RouteKey=key, Target=Sub(f"integrations/${{{target}Integration}}"), **extra
        )
    )
    if two_way:
        parts.append(f"{title}Response")
        template.add_resource(
            apigatewayv2.RouteResponse(
                f"{title}Response", ApiId=Ref(api), RouteId=Ref(f"{title}Route"), RouteResponseKey="$default"
            )
        )
    permit(f"{title}Permission", target, f"{STAGE}/{key}")
template.add_resource(apigatewayv2.Deployment("Deployment", ApiId=Ref(api), DependsOn=parts))
template.add_resource(
    apigatewayv2.Stage(
        "Stage",
        ApiId=Ref(api),
        StageName=STAGE,
        DeploymentId=Ref("Deployment"),
        DefaultRouteSettings=apigatewayv2.RouteSettings(ThrottlingRateLimit=1000, ThrottlingBurstLimit=500),
    )
)
print(template.to_json())
