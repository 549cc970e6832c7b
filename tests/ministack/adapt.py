#!/usr/bin/env python3
"""Makes an assembly that MiniStack can deploy from the one that the stacks program writes.

Usage: harness.py ASSEMBLY FOLDER ENDPOINT

MiniStack's CloudFormation refuses three types of resources of an API, and its functions run on this machine. So the
harness, and never the product, leaves those three out, lets the stage deploy itself, builds functions for this
machine, and tells handlers where this API's connections are. Everything else is deployed as it was written.
"""

import json
import pathlib
import platform
import sys

REFUSED = {
    "AWS::ApiGatewayV2::Deployment",
    "AWS::ApiGatewayV2::RouteResponse",
    "AWS::ApiGatewayV2::IntegrationResponse",
}
HERE = "x86_64" if platform.machine() in ("x86_64", "AMD64") else "arm64"


def without(names, depends):
    """What is left of a `DependsOn`, in the form that it had."""
    if isinstance(depends, str):
        return None if depends in names else depends
    return [name for name in depends if name not in names] or None


def adapt(template, endpoint):
    resources = template["Resources"]
    refused = {name for name, resource in resources.items() if resource["Type"] in REFUSED}
    for name in refused:
        del resources[name]
    for name, resource in resources.items():
        depends = without(refused, resource.pop("DependsOn", []))
        if depends:
            resource["DependsOn"] = depends
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::ApiGatewayV2::Stage":
            properties.pop("DeploymentId", None)
            properties["AutoDeploy"] = True
        if resource["Type"] == "AWS::ApiGatewayV2::Authorizer":
            # Without it MiniStack asks every client for a header; on AWS there is no such default.
            properties.setdefault("IdentitySource", [])
        if resource["Type"] == "AWS::Lambda::Function":
            properties["Architectures"] = [HERE]
            variables = properties.get("Environment", {}).get("Variables", {})
            if "AUTH_MODE" in variables or name == "Authorizer":
                variables["AUTH_MODE"] = "guest"
            managed = variables.get("MANAGEMENT_ENDPOINT")
            if managed:
                stage = managed["Fn::Sub"].rsplit("/", 1)[1]
                variables["AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"] = {
                    "Fn::Sub": f"{endpoint}/_aws/execute-api/${{Api}}/{stage}"
                }
    return template


def main(assembly, folder, endpoint):
    assembly, folder = pathlib.Path(assembly), pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = json.loads((assembly / "manifest.json").read_text())
    for stack in manifest["stacks"]:
        template = json.loads((assembly / stack["template"]).read_text())
        (folder / stack["template"]).write_text(json.dumps(adapt(template, endpoint), indent=2))
        for asset in stack.get("assets", []):
            if asset["source"]["kind"] == "rust":
                asset["source"]["architecture"] = HERE
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
