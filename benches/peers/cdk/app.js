// The chat stack as a CDK user would write it: ten routes, five functions, three tables, one throttled stage.
const { App, Stack, Duration, aws_dynamodb: dynamodb, aws_lambda: lambda, aws_lambda_event_sources: sources } = require("aws-cdk-lib");
const { WebSocketApi, WebSocketStage } = require("aws-cdk-lib/aws-apigatewayv2");
const { WebSocketLambdaIntegration } = require("aws-cdk-lib/aws-apigatewayv2-integrations");
const { WebSocketLambdaAuthorizer } = require("aws-cdk-lib/aws-apigatewayv2-authorizers");

const app = new App();
for (const stage of ["dev", "staging", "prod"]) {
  const stack = new Stack(app, `chat-${stage}`);
  const text = (name) => ({ name, type: dynamodb.AttributeType.STRING });
  const table = (id, pk, sk, indexes, stream) => {
    const made = new dynamodb.TableV2(stack, id, { partitionKey: pk, sortKey: sk, timeToLiveAttribute: "expiresAt", dynamoStream: stream });
    for (const [indexName, partitionKey, sortKey] of indexes) made.addGlobalSecondaryIndex({ indexName, partitionKey, sortKey });
    return made;
  };
  const connections = table("Connections", text("connectionId"), text("sk"),
    [["UserIndex", text("userId"), text("connectionId")], ["RoomIndex", text("roomKey"), text("connectionId")]],
    dynamodb.StreamViewType.NEW_AND_OLD_IMAGES);
  const rooms = table("Rooms", text("roomId"), text("sk"),
    [["OwnerIndex", text("ownerId"), text("ownerSort")], ["DirectoryIndex", text("directoryKey"), text("activitySort")]]);
  const messages = table("Messages", text("roomBucket"), { name: "seq", type: dynamodb.AttributeType.NUMBER },
    [["RoomTimestampIndex", text("roomBucket"), text("timeSeq")]]);
  const fn = (id) => new lambda.Function(stack, id, {
    runtime: lambda.Runtime.PROVIDED_AL2023, architecture: lambda.Architecture.ARM_64, handler: "bootstrap",
    code: lambda.Code.fromAsset("handler"), timeout: Duration.seconds(10), memorySize: 256,
    environment: { CONNECTIONS_TABLE: connections.tableName, ROOMS_TABLE: rooms.tableName, MESSAGES_TABLE: messages.tableName },
  });
  const [authorizer, connect, disconnect, message, greeter] =
    ["Authorizer", "Connect", "Disconnect", "Message", "Greeter"].map(fn);
  greeter.addEventSource(new sources.DynamoEventSource(connections, { startingPosition: lambda.StartingPosition.LATEST }));
  const to = (id, target) => ({ integration: new WebSocketLambdaIntegration(id, target) });
  const api = new WebSocketApi(stack, "Api", {
    routeSelectionExpression: "$request.body.type",
    connectRouteOptions: { ...to("ConnectIntegration", connect), authorizer: new WebSocketLambdaAuthorizer("Auth", authorizer, { identitySource: [] }) },
    disconnectRouteOptions: to("DisconnectIntegration", disconnect),
    defaultRouteOptions: { ...to("DefaultIntegration", message), returnResponse: true },
  });
  for (const key of ["chat", "join_room", "leave_room", "private_message", "room_list", "hello", "ping"]) {
    api.addRoute(key, { ...to(`${key}Integration`, message), returnResponse: ["room_list", "hello", "ping"].includes(key) });
  }
  const live = new WebSocketStage(stack, "Stage", { webSocketApi: api, stageName: stage, autoDeploy: true, throttle: { rateLimit: 1000, burstLimit: 500 } });
  for (const handler of [connect, disconnect, message, greeter]) {
    live.grantManagementApiAccess(handler);
    for (const made of [connections, rooms, messages]) made.grantReadWriteData(handler);
  }
}
