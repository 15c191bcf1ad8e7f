"""The files.* methods: a file is uploaded to an address that Slack gives, then completed.

https://docs.slack.dev/messaging/working-with-files, "Uploading files". Slack processes an uploaded
image for a moment, and refuses blocks that name it meanwhile: here the first time.
"""

from __future__ import annotations

import re
from typing import Any

from rehearsal.host import Host, Upload
from rehearsal.payloads import Payload
from rehearsal.refusals import SlackRefusal
from rehearsal.webapi.access import text_argument


def get_upload_url(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/files.getUploadURLExternal."""
    name, length = text_argument(arguments, "filename"), text_argument(arguments, "length")
    if not re.fullmatch(r"[1-9]\d*", length):
        raise SlackRefusal("invalid_arguments", ["length must be a positive integer"])
    made = Upload(f"F{next(host.numbers):09}", name, int(length))
    host.uploads[made.id] = made
    return {"ok": True, "upload_url": f"{host.address}/upload/{made.id}", "file_id": made.id}


def complete_upload(host: Host, arguments: Payload) -> Payload:
    """Answer by https://docs.slack.dev/reference/methods/files.completeUploadExternal."""
    given = arguments.get("files")
    if not isinstance(given, list) or not given:
        raise SlackRefusal("invalid_arguments", ["missing required field: files"])
    files = [host.uploads.get(str(one.get("id"))) for one in given if isinstance(one, dict)]
    if any(file is None or file.data is None for file in files):
        raise SlackRefusal("file_not_found")
    for file in files:
        if file is not None:
            file.is_complete = True
    return {"ok": True, "files": [{"id": one["id"], "title": one.get("title")} for one in given]}


def uploaded(host: Host, number: str, data: bytes) -> tuple[int, str]:
    """Take the bytes of a file; return the HTTP status and body."""
    file = host.uploads.get(number)
    if file is None or file.data is not None:
        return 404, "not found"
    if len(data) != file.length:
        return 400, "wrong length"
    file.data = data
    return 200, f"OK - {len(data)}"


def unusable(host: Host, node: Any, path: str = "") -> list[str]:  # noqa: ANN401 (any JSON)
    """Return what Slack says of files in blocks that it does not have, or is still processing."""
    if isinstance(node, list):
        return [one for at, each in enumerate(node) for one in unusable(host, each, f"{path}/{at}")]
    if not isinstance(node, dict):
        return []
    found: list[str] = []
    if isinstance(named := node.get("slack_file"), dict):
        file = host.uploads.get(str(named.get("id")))
        if file is None or not file.is_complete or not file.is_processed:
            found.append(f"invalid slack file [json-pointer:{path}/slack_file]")
        if file is not None and file.is_complete:
            file.is_processed = True
    for name, each in node.items():
        found += unusable(host, each, f"{path}/{name}")
    return found
