#!/usr/bin/env python3
"""Prints an OpenAPI document in the form that openapi-python-client can read.

A reference that has a description or a default of its own is `allOf` of the two, which the generator refuses for
enums: these are dropped. Answers that are problems are left out: the client raises them, whatever they are. Of several
media types for the same bytes, one is left. Which operations need credentials is left out too: our client brings them
to all, and the generator would have them take only a client of its own that does.
"""

import json
import sys

BYTES = "application/octet-stream"


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    for path in document["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
            keep_successes(operation)
            keep_one_body(operation)
    json.dump(simple(document), sys.stdout, indent=1)


def keep_successes(operation: dict) -> None:
    answers = operation["responses"]
    operation["responses"] = {status: answer for status, answer in answers.items() if status < "300"}


def keep_one_body(operation: dict) -> None:
    body = operation.get("requestBody", {"content": {}})
    if BYTES in body["content"]:
        body["content"] = {BYTES: body["content"][BYTES]}


def simple(node):
    if isinstance(node, list):
        return [simple(member) for member in node]
    if not isinstance(node, dict):
        return node
    parts = node.get("allOf", [])
    references = [part for part in parts if "$ref" in part]
    own = {"description", "default"}
    if len(references) == 1 and all("$ref" in part or set(part) <= own for part in parts):
        return references[0]
    # A text of several forms is a text.
    dropped = {"anyOf"} if node.get("type") == "string" else set()
    return {name: simple(member) for name, member in node.items() if name not in dropped}


if __name__ == "__main__":
    main()
